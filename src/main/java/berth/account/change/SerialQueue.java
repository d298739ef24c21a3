package berth.account.change;

import berth.problem.OverloadedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets work of the same subscription begin one after the other, each when the one before has ended.
 * In the database it would wait for the same lock, with a connection each, and no longer than
 * anybody waits for a lock.
 */
final class SerialQueue {

  /** The work of one subscription: how much there is, and the end of the last. */
  private record Queue(int size, CompletableFuture<Void> last) {}

  private final int mostOfOne;
  private final Map<Long, Queue> queues = new HashMap<>();

  /**
   * Makes one with no work.
   *
   * @param mostOfOne how much of one subscription may be there at once
   */
  SerialQueue(int mostOfOne) {
    this.mostOfOne = mostOfOne;
  }

  /**
   * The work, begun when it is its turn; it must not be cancelled. Fails with {@link
   * OverloadedException} when there is too much of the subscription already.
   */
  <T> Uni<T> run(long subscriptionId, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              CompletableFuture<Void> mine = new CompletableFuture<>();
              return enter(subscriptionId, mine)
                  .map(before -> after(before, work, () -> leave(subscriptionId, mine)))
                  .orElseGet(() -> Uni.createFrom().failure(new OverloadedException()));
            });
  }

  private static <T> Uni<T> after(
      CompletableFuture<Void> before, Supplier<Uni<T>> work, Runnable ended) {
    return Uni.createFrom().completionStage(before).chain(work::get).onTermination().invoke(ended);
  }

  /** What to wait for; empty when there is too much. */
  private synchronized Optional<CompletableFuture<Void>> enter(
      long subscriptionId, CompletableFuture<Void> mine) {
    Queue queue =
        queues.getOrDefault(subscriptionId, new Queue(0, CompletableFuture.completedFuture(null)));
    if (queue.size() == mostOfOne) {
      return Optional.empty();
    }
    queues.put(subscriptionId, new Queue(queue.size() + 1, mine));
    return Optional.of(queue.last());
  }

  private void leave(long subscriptionId, CompletableFuture<Void> mine) {
    synchronized (this) {
      queues.computeIfPresent(
          subscriptionId,
          (id, queue) -> queue.size() == 1 ? null : new Queue(queue.size() - 1, queue.last()));
    }
    // not by this thread, which would go from one to the next without end
    mine.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
  }
}
