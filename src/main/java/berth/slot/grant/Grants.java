package berth.slot.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Random;

/**
 * Makes attempts to grant a slot until it is clear whether there is one. The outcome is {@code
 * Granted}, {@code Superseded}, {@code Full}, {@code OutOfRotation}, {@code Yielded} or {@code
 * Unconfigured}. It is {@code Lost} or {@code Drained} after the last attempt, when other requests
 * were faster too often.
 */
@ApplicationScoped
public class Grants {

  private final AccountDraw draw = new AccountDraw(new Random());
  private final GrantBatches batches;
  private final DrainedChannels drained;

  Grants(GrantBatches batches, DrainedChannels drained) {
    this.batches = batches;
    this.drained = drained;
  }

  /** Grants a slot to a new request. */
  public Uni<GrantOutcome> first(GrantRequest request) {
    return from(GrantAttempt.first(request, draw));
  }

  /** Grants a slot of any account that fits, without draws. */
  public Uni<GrantOutcome> amongAll(GrantRequest request) {
    return from(GrantAttempt.amongAll(request));
  }

  private Uni<GrantOutcome> from(GrantAttempt attempt) {
    return batches.grant(attempt).flatMap(outcome -> after(attempt, outcome));
  }

  private Uni<GrantOutcome> after(GrantAttempt attempt, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Missed missed) {
      return from(attempt.wider(missed.accounts(), draw));
    }
    if (attempt.isLast()) {
      return Uni.createFrom().item(outcome);
    }
    if (outcome instanceof GrantOutcome.Drained found) {
      return drained
          .resize(attempt.request().subscriptionId(), found.channels())
          .chain(() -> from(attempt.again()));
    }
    return outcome instanceof GrantOutcome.Lost
        ? from(attempt.again())
        : Uni.createFrom().item(outcome);
  }
}
