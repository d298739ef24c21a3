package berth.account;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets work of the same subscription begin one after the other, each when the one before has ended.
 * In the database it would wait for the same lock, with a connection each, and no longer than
 * anybody waits for a lock.
 */
final class InTurn {

  /** The end of the last work of each subscription that has any. */
  private final Map<Long, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /** The work, begun when it is its turn; it must not be cancelled. */
  <T> Uni<T> run(long subscriptionId, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              CompletableFuture<Void> mine = new CompletableFuture<>();
              CompletableFuture<Void> before = last.put(subscriptionId, mine);
              return Uni.createFrom()
                  .completionStage(
                      before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                  .chain(() -> work.get())
                  .onTermination()
                  .invoke(
                      () -> {
                        last.remove(subscriptionId, mine);
                        // not by this thread, which would go from one to the next without end
                        mine.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
                      });
            });
  }
}
