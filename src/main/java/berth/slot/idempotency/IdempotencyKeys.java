package berth.slot.idempotency;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/** The idempotency keys of all callers. Keys of different subscriptions are independent. */
@ApplicationScoped
public class IdempotencyKeys {

  private static final Duration DELETE_INTERVAL = Duration.ofMinutes(1);

  private final IdempotencyKeyStatements statements;
  private final StatementBatcher<IdempotencyKeyStatements.Wanted, KeyClaim> claiming;
  private final StatementBatcher<IdempotencyKeyStatements.Wanted, Boolean> givingUp;

  IdempotencyKeys(IdempotencyKeyStatements statements, MeterRegistry meters) {
    this.statements = statements;
    this.givingUp =
        new StatementBatcher<>(
            BatchMetrics.of(meters, "give_up_key"),
            IdempotencyKeyStatements.Wanted::subscriptionId,
            statements::giveUp);
    this.claiming =
        new StatementBatcher<>(
            BatchMetrics.of(meters, "claim_key"),
            IdempotencyKeyStatements.Wanted::subscriptionId,
            statements::claim,
            this::giveUpUndelivered);
  }

  /** Claims the key for the request, which owns it afterwards if it was free. */
  public Uni<KeyClaim> claim(IdempotencyKeyStatements.Wanted wanted) {
    return claiming.submit(wanted);
  }

  /** Gives up the key, unless it is bound to a slot or belongs to another request by now. */
  public Uni<?> giveUp(IdempotencyKeyStatements.Wanted wanted) {
    return givingUp.submit(wanted).onFailure().recoverWithItem(false);
  }

  /** The same, without waiting for it. */
  public void giveUpUndelivered(IdempotencyKeyStatements.Wanted wanted) {
    giveUp(wanted).subscribe().with(gaveUp -> {});
  }

  void deleteExpiredPeriodically(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start, Vertx vertx) {
    vertx.setPeriodic(
        DELETE_INTERVAL.toMillis(),
        timer ->
            statements
                .deleteExpired()
                .repeat()
                .whilst(deleted -> deleted == IdempotencyKeySql.DELETED_AT_ONCE)
                .subscribe()
                .with(
                    deleted -> {},
                    failure -> {
                      // the next run deletes them
                    }));
  }

  private void giveUpUndelivered(IdempotencyKeyStatements.Wanted wanted, KeyClaim outcome) {
    boolean owned = outcome.fold(own -> true, bound -> false, pending -> false);
    if (owned) {
      giveUpUndelivered(wanted);
    }
  }
}
