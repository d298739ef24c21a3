package berth.slot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Random;

/**
 * Tries to grant a slot until it is clear whether there is one. Ends with {@code Granted}, {@code
 * Superseded}, {@code Full}, {@code OutOfRotation}, {@code Yielded} or {@code Unconfigured}; with
 * {@code Lost} or {@code Drained} when it was given up, since others were faster too often.
 */
@ApplicationScoped
class Attempts {

  private final AccountPicker picker = new AccountPicker(new Random());
  private final Leases leases;
  private final DrainedChannels drained;

  Attempts(Leases leases, DrainedChannels drained) {
    this.leases = leases;
    this.drained = drained;
  }

  /** For one who has just come. */
  Uni<GrantOutcome> first(Wish wish) {
    return from(Attempt.first(wish, picker));
  }

  /** Looks at all the accounts that would do. */
  Uni<GrantOutcome> look(Wish wish) {
    return from(Attempt.look(wish));
  }

  private Uni<GrantOutcome> from(Attempt attempt) {
    return leases.grant(attempt).flatMap(outcome -> after(attempt, outcome));
  }

  private Uni<GrantOutcome> after(Attempt attempt, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Missed missed) {
      return from(attempt.wider(missed.accounts(), picker));
    }
    if (attempt.isLast()) {
      return Uni.createFrom().item(outcome);
    }
    if (outcome instanceof GrantOutcome.Drained found) {
      return drained
          .resize(attempt.wish().subscriptionId(), found.channels())
          .chain(() -> from(attempt.again()));
    }
    return outcome instanceof GrantOutcome.Lost
        ? from(attempt.again())
        : Uni.createFrom().item(outcome);
  }
}
