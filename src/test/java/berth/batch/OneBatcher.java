package berth.batch;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The base of tests that each have a batcher of their own, whose statements they complete
 * themselves.
 */
abstract class OneBatcher {

  /** A statement that was sent and that the test completes. */
  record Sent(List<Integer> requests, UniEmitter<? super List<String>> emitter) {

    void answer() {
      emitter.complete(requests.stream().map(request -> "answer " + request).toList());
    }
  }

  static final Executor HERE = Runnable::run;

  final Deque<Sent> sent = new ArrayDeque<>();
  final List<String> undelivered = new ArrayList<>();
  long now;
  final Batcher<Integer, String> batcher =
      new Batcher<>(
          new Batcher.Limits(7, 5, 3),
          requests -> Uni.createFrom().emitter(e -> sent.add(new Sent(requests, e))),
          IllegalArgumentException.class::isInstance,
          (request, result) -> undelivered.add(request + ": " + result),
          () -> now);

  /** Submits a request of the requester that is used unless a test names another. */
  final UniAssertSubscriber<String> submit(int request) {
    return submit("one", request);
  }

  final UniAssertSubscriber<String> submit(String requester, int request) {
    return batcher
        .submit(requester, request, HERE)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
