package berth.slot;

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
class IdempotencyKeys {

  private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(1);

  private final KeyStatements statements;
  private final StatementBatcher<KeyStatements.Wanted, KeyOutcome> owning;
  private final StatementBatcher<KeyStatements.Wanted, Boolean> givingUp;

  IdempotencyKeys(KeyStatements statements) {
    this.statements = statements;
    this.givingUp = new StatementBatcher<>(statements::giveUp);
    this.owning = new StatementBatcher<>(statements::own, this::giveUpUnheard);
  }

  /** Makes the key the request's own, if it stands for nothing. */
  Uni<KeyOutcome> own(KeyStatements.Wanted wanted) {
    return owning.ask(wanted);
  }

  /** Nothing happens to a key that stands for a slot by now, or is another request's. */
  Uni<?> giveUp(KeyStatements.Wanted wanted) {
    return givingUp.ask(wanted).onFailure().recoverWithItem(false);
  }

  /** The same when nobody waits for it to be done. */
  void giveUpUnheard(KeyStatements.Wanted wanted) {
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
                .whilst(cleared -> cleared == KeyStatements.CLEARED_AT_ONCE)
                .subscribe()
                .with(
                    cleared -> {},
                    failure -> {
                      // the next time will do
                    }));
  }

  private void giveUpUnheard(KeyStatements.Wanted wanted, KeyOutcome outcome) {
    if (outcome instanceof KeyOutcome.Owned) {
      giveUpUnheard(wanted);
    }
  }
}
