package berth.account.change;

import berth.context.BackgroundContext;
import berth.context.Uncancelled;
import berth.database.Database;
import berth.database.DatabaseFailure;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.jspecify.annotations.Nullable;

/**
 * Runs the transactions that change accounts, a few at a time: when many accounts change at once,
 * so many that wait for locks would leave no connection to those who take slots.
 */
@ApplicationScoped
class BoundedTransactions {

  /** When the database last did not answer in time, and how that failed. */
  private record Silence(long at, Throwable failure) {}

  private final Vertx vertx;
  private volatile @Nullable Silence silence;

  BoundedTransactions(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Runs one, to its end even if nobody waits for it any more. It may wait for others for longer
   * than anybody waits for the database. Work that was queued before the database last did not
   * answer in time fails with that failure, without being tried.
   *
   * @param asked when it was, by {@link System#nanoTime}
   */
  @Bulkhead(value = 4, waitingTaskQueue = 10_000)
  <T> Uni<T> run(long asked, Supplier<Uni<T>> work) {
    Silence before = silence;
    return before != null && before.at() - asked > 0
        ? Uni.createFrom().failure(before.failure())
        : Uncancelled.of(
            BackgroundContext.run(vertx, () -> Database.orGiveUp(Panache.withTransaction(work)))
                .onFailure(DatabaseFailure::isSilence)
                .invoke(failure -> silence = new Silence(System.nanoTime(), failure)));
  }
}
