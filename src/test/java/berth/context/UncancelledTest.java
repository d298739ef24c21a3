package berth.context;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UncancelledTest {

  private final CompletableFuture<String> shared = new CompletableFuture<>();
  private final Uni<String> work = Uncancelled.of(Uni.createFrom().completionStage(shared));

  @Test
  void subscriberThatCancels_doesNotCancelOthers() {
    UniAssertSubscriber<String> leaving =
        work.subscribe().withSubscriber(UniAssertSubscriber.create());
    UniAssertSubscriber<String> staying =
        work.subscribe().withSubscriber(UniAssertSubscriber.create());

    leaving.cancel();
    shared.complete("done");

    staying.assertItem("done");
    leaving.assertNotTerminated();
  }

  @Test
  void failure_reachesAll() {
    UniAssertSubscriber<String> subscriber =
        work.subscribe().withSubscriber(UniAssertSubscriber.create());

    shared.completeExceptionally(new IllegalArgumentException());

    subscriber.assertFailedWith(IllegalArgumentException.class);
  }
}
