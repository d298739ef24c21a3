package berth.slot.idempotency;

import berth.batch.StatementBatcher;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/** The idempotency keys of all callers, each a matter of its subscription alone. */
@ApplicationScoped
public class IdempotencyKeys {

  private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(1);

  private final IdempotencyKeyStatements statements;
  private final StatementBatcher<IdempotencyKeyStatements.Wanted, KeyClaim> owning;
  private final StatementBatcher<IdempotencyKeyStatements.Wanted, Boolean> givingUp;

  IdempotencyKeys(IdempotencyKeyStatements statements) {
    this.statements = statements;
    this.givingUp =
        new StatementBatcher<>(IdempotencyKeyStatements.Wanted::subscriptionId, statements::giveUp);
    this.owning =
        new StatementBatcher<>(
            IdempotencyKeyStatements.Wanted::subscriptionId,
            statements::own,
            this::giveUpUndelivered);
  }

  /** Makes the key the request's own, if it stands for nothing. */
  public Uni<KeyClaim> own(IdempotencyKeyStatements.Wanted wanted) {
    return owning.ask(wanted);
  }

  /** Nothing happens to a key that stands for a slot by now, or is another request's. */
  public Uni<?> giveUp(IdempotencyKeyStatements.Wanted wanted) {
    return givingUp.ask(wanted).onFailure().recoverWithItem(false);
  }

  /** The same when nobody waits for it to be done. */
  public void giveUpUndelivered(IdempotencyKeyStatements.Wanted wanted) {
    giveUp(wanted).subscribe().with(gaveUp -> {});
  }

  void clearFromTimeToTime(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start, Vertx vertx) {
    vertx.setPeriodic(
        BETWEEN_CLEARINGS.toMillis(),
        timer ->
            statements
                .clear()
                .repeat()
                .whilst(cleared -> cleared == IdempotencyKeyStatements.CLEARED_AT_ONCE)
                .subscribe()
                .with(
                    cleared -> {},
                    failure -> {
                      // the next time will do
                    }));
  }

  private void giveUpUndelivered(IdempotencyKeyStatements.Wanted wanted, KeyClaim outcome) {
    if (outcome instanceof KeyClaim.Owned) {
      giveUpUndelivered(wanted);
    }
  }
}
