package berth.slot.release;

import berth.account.change.ChangeHealth;
import berth.account.health.Backoff;
import berth.account.health.HealthEvent;
import berth.context.Uncancelled;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Gives a slot back, and lets its account know what the holder says about it. */
@ApplicationScoped
class ReleaseWithOutcome {

  /**
   * When Discord limits all accounts at once they queue up to be changed. Who gave up before would
   * only ask again, for what is about to be done.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Leases leases;
  private final EndLease endLease;
  private final ChangeHealth changeHealth;
  private final Backoff backoff;

  ReleaseWithOutcome(Leases leases, EndLease endLease, ChangeHealth changeHealth, Backoff backoff) {
    this.leases = leases;
    this.endLease = endLease;
    this.changeHealth = changeHealth;
    this.backoff = backoff;
  }

  /**
   * Ends the lease like {@link Leases#release}. What is said counts only if this is what ends it,
   * and the account still has the token that it was granted with.
   */
  Uni<Boolean> release(LeaseKey lease, JobOutcome outcome) {
    if (outcome instanceof JobOutcome.Limited limited) {
      return release(lease, (health, now) -> health.limited(now.plus(limited.retryAfter())));
    }
    if (outcome instanceof JobOutcome.Rejected) {
      return release(lease, (health, now) -> health.doubted(now.plus(backoff.after(0))));
    }
    if (outcome instanceof JobOutcome.Moderated moderated) {
      return release(
          lease, (health, now) -> health.moderated(moderated.message(), moderated.until(now)));
    }
    return leases.release(lease);
  }

  /**
   * When the account can't be changed the slot is not held for that; who asked has to ask again.
   */
  private Uni<Boolean> release(LeaseKey lease, HealthEvent event) {
    return Uncancelled.of(
            changeHealth
                .changeWith(
                    lease.subscriptionId(),
                    lease.id().channel(),
                    event,
                    TIMEOUT,
                    () -> endLease.end(lease))
                .onFailure()
                .call(failure -> leases.release(lease))
                .flatMap(
                    changed ->
                        changed.isPresent() ? Uni.createFrom().item(true) : leases.release(lease)))
        .ifNoItem()
        .after(TIMEOUT)
        .fail();
  }
}
