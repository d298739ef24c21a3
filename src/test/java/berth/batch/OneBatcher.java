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
 * What tests need that each ask a batcher of their own, whose statements they answer themselves.
 */
abstract class OneBatcher {

  /** A statement that was sent and is answered when the test says so. */
  record Sent(List<Integer> questions, UniEmitter<? super List<String>> emitter) {

    void answer() {
      emitter.complete(questions.stream().map(question -> "answer " + question).toList());
    }
  }

  static final Executor HERE = Runnable::run;

  final Deque<Sent> sent = new ArrayDeque<>();
  final List<String> undelivered = new ArrayList<>();
  long now;
  final Batcher<Integer, String> batcher =
      new Batcher<>(
          new Batcher.Limits(7, 5, 3),
          questions -> Uni.createFrom().emitter(e -> sent.add(new Sent(questions, e))),
          IllegalArgumentException.class::isInstance,
          (question, answer) -> undelivered.add(question + ": " + answer),
          () -> now);

  /** All that it asks is one asker's. */
  final UniAssertSubscriber<String> ask(int question) {
    return ask("one", question);
  }

  final UniAssertSubscriber<String> ask(String asker, int question) {
    return batcher
        .ask(asker, question, HERE)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
