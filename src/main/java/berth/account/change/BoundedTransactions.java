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
 * Runs the transactions that change accounts, a few at a time. When many accounts change at once,
 * the transactions that wait for locks would otherwise hold all connections, and grants would get
 * none.
 */
@ApplicationScoped
class BoundedTransactions {

  /**
   * A failure to which the database gave no response.
   *
   * @param at when it happened, by {@link System#nanoTime}
   */
  private record Outage(long at, Throwable failure) {}

  private final Vertx vertx;
  private volatile @Nullable Outage lastOutage;

  BoundedTransactions(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Runs a transaction, which completes even if the caller no longer waits. It may queue for longer
   * than the database timeout. A transaction that was requested before the last outage fails with
   * the failure of that outage, without being tried.
   *
   * @param requestedAt when the transaction was requested, by {@link System#nanoTime}
   */
  @Bulkhead(value = 4, waitingTaskQueue = 10_000)
  <T> Uni<T> run(long requestedAt, Supplier<Uni<T>> work) {
    Outage outage = lastOutage;
    return outage != null && outage.at() - requestedAt > 0
        ? Uni.createFrom().failure(outage.failure())
        : Uncancelled.of(
            BackgroundContext.run(vertx, () -> Database.withTimeout(Panache.withTransaction(work)))
                .onFailure(DatabaseFailure::isSilence)
                .invoke(failure -> lastOutage = new Outage(System.nanoTime(), failure)));
  }
}
