package berth.slot.release;

import berth.account.change.ChangeHealth;
import berth.account.health.HealthEvent;
import berth.context.Uncancelled;
import berth.event.Actor;
import berth.schedule.Backoff;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.LeaseMetrics;
import berth.slot.lease.Leases;
import berth.slot.lease.ReleaseReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Releases a slot, and changes the health of its account by the outcome that the holder reports.
 */
@ApplicationScoped
public class ReleaseWithOutcome {

  /**
   * When Discord limits all accounts at once, their changes queue. A request that failed earlier
   * would only be sent again, for a change that is about to be made.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Leases leases;
  private final ReleaseInTransaction releaseInTransaction;
  private final ChangeHealth changeHealth;
  private final Backoff backoff;
  private final LeaseMetrics metrics;

  ReleaseWithOutcome(
      Leases leases,
      ReleaseInTransaction releaseInTransaction,
      ChangeHealth changeHealth,
      Backoff backoff,
      MeterRegistry meters) {
    this.leases = leases;
    this.releaseInTransaction = releaseInTransaction;
    this.changeHealth = changeHealth;
    this.backoff = backoff;
    this.metrics = new LeaseMetrics(meters);
  }

  /**
   * Ends the lease like {@link Leases#release}. The outcome counts only if this request ends the
   * lease, and if the account still has the token that the lease was granted with.
   *
   * @param holder who releases
   */
  public Uni<Boolean> release(LeaseKey lease, JobOutcome outcome, Actor holder) {
    return outcome
        .healthEvent(backoff)
        .map(event -> release(lease, outcome.reason(), event, holder))
        .orElseGet(() -> leases.release(lease, outcome.reason()));
  }

  /**
   * Changes the account and releases the slot. If the account can't be changed, the slot is
   * released all the same, and the request fails: its caller has to send it again.
   */
  private Uni<Boolean> release(
      LeaseKey lease, ReleaseReason reason, HealthEvent event, Actor holder) {
    return Uncancelled.of(
            changeHealth
                .changeWith(
                    lease.subscriptionId(),
                    lease.id().channel(),
                    event,
                    holder,
                    TIMEOUT,
                    () -> releaseInTransaction.release(lease))
                .invoke(held -> held.ifPresent(time -> metrics.released(reason, time)))
                .onFailure()
                .call(failure -> leases.release(lease, reason))
                .flatMap(
                    held ->
                        held.isPresent()
                            ? Uni.createFrom().item(true)
                            : leases.release(lease, reason)))
        .ifNoItem()
        .after(TIMEOUT)
        .fail();
  }
}
