package berth.account.change;

import berth.error.OverloadedException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs the work of each subscription one piece after the other. Without this queue, the work would
 * wait in the database for the same lock, with a connection for each piece, and fail at the lock
 * timeout.
 */
final class SerialQueue {

  /**
   * The work of one subscription.
   *
   * @param size how many pieces are queued or run
   * @param last completes when the last piece has ended
   */
  private record Queue(int size, CompletableFuture<Void> last) {}

  private final int maxPerSubscription;
  private final Map<Long, Queue> queues = new HashMap<>();

  /**
   * Creates an empty queue.
   *
   * @param maxPerSubscription how many pieces of work of one subscription may be queued or run
   */
  SerialQueue(int maxPerSubscription) {
    this.maxPerSubscription = maxPerSubscription;
  }

  /**
   * Runs the work after all earlier work of the subscription.
   *
   * @return the result, which must not be cancelled; fails with {@link OverloadedException} when
   *     the queue of the subscription is full
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

  /** The end of the work before; empty when the queue of the subscription is full. */
  private synchronized Optional<CompletableFuture<Void>> enter(
      long subscriptionId, CompletableFuture<Void> mine) {
    Queue queue =
        queues.getOrDefault(subscriptionId, new Queue(0, CompletableFuture.completedFuture(null)));
    if (queue.size() == maxPerSubscription) {
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
    // on another thread: this one would run the next work, and then the one after it, without end
    mine.completeAsync(() -> null, Infrastructure.getDefaultExecutor());
  }
}
