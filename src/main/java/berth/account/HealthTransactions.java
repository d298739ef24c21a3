package berth.account;

import berth.batch.Detached;
import berth.batch.OwnContext;
import berth.database.Database;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Runs the transactions that change the health of accounts, a few at a time: those of one
 * subscription wait for each other anyway, and when all accounts are limited at once, so many that
 * wait would leave no connection to those who take slots.
 */
@ApplicationScoped
class HealthTransactions {

  private final Vertx vertx;

  HealthTransactions(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs one, to its end even if nobody waits for it any more. */
  @Bulkhead(value = 4, waitingTaskQueue = 10_000)
  <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Detached.of(
        OwnContext.run(vertx, () -> Database.orGiveUp(Panache.withTransaction(work))));
  }
}
