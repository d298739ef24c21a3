package berth.slot;

import berth.batch.StatementBatcher;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Grants, renews and releases leases, each in batches: what many requests want at the same time
 * goes to the database together. Whatever an answer tells has been recorded there.
 */
@ApplicationScoped
class Leases {

  private final ClaimStatement claim;
  private final RaceStatement race;

  /** One for each way, so that the slow hold up only their like. */
  private final Map<Way, StatementBatcher<Wish, GrantOutcome>> grants;

  /** Apart, so that who waits for a locked slot holds nobody else up. */
  private final Map<Way, StatementBatcher<Wish, GrantOutcome>> patientGrants;

  private final StatementBatcher<RenewStatement.Renewal, Optional<Lease>> renewals;
  private final StatementBatcher<HeldLease, Boolean> releases;

  Leases(
      ClaimStatement claim,
      RaceStatement race,
      RenewStatement renew,
      ReleaseStatement release,
      WaitingLine line) {
    this.claim = claim;
    this.race = race;
    this.grants = batchers(false);
    this.patientGrants = batchers(true);
    this.renewals = new StatementBatcher<>(renew::renew);
    this.releases =
        new StatementBatcher<>(
            leases -> release.release(leases).invoke(released -> tell(line, leases)));
  }

  /** Tries to grant a slot, once. */
  Uni<GrantOutcome> grant(Attempt attempt) {
    Map<Way, StatementBatcher<Wish, GrantOutcome>> batchers =
        attempt.isPatient() ? patientGrants : grants;
    return Objects.requireNonNull(batchers.get(attempt.way())).ask(attempt.wish());
  }

  /** Lets the lease run for that long from now on; empty when it has ended. */
  Uni<Optional<Lease>> renew(HeldLease lease, int leaseSeconds) {
    return renewals.ask(new RenewStatement.Renewal(lease, leaseSeconds));
  }

  /**
   * Ends the lease, and never another one on the same slot.
   *
   * @return whether the slot is free by this release or by an earlier one; not when its lease had
   *     ended before
   */
  Uni<Boolean> release(HeldLease lease) {
    return releases.ask(lease);
  }

  private Map<Way, StatementBatcher<Wish, GrantOutcome>> batchers(boolean patiently) {
    return Arrays.stream(Way.values())
        .collect(
            Collectors.toMap(
                Function.identity(),
                way ->
                    new StatementBatcher<>(
                        wishes -> grant(way, wishes, patiently), this::giveBack)));
  }

  private Uni<List<GrantOutcome>> grant(Way way, List<Wish> wishes, boolean patiently) {
    return way == Way.RACE ? race.grant(wishes, patiently) : claim.grant(way, wishes, patiently);
  }

  /** Draining slots may be on accounts that are another subscription's by now. */
  private static void tell(WaitingLine line, List<HeldLease> released) {
    line.tell(
        released.stream().map(HeldLease::subscriptionId).collect(Collectors.toSet()),
        released.stream().map(lease -> lease.id().channel()).collect(Collectors.toSet()));
  }

  /** Who asked for it has hung up. Should this fail, the slot is free when the lease ends. */
  private void giveBack(Wish wish, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Granted granted) {
      release(new HeldLease(wish.subscriptionId(), granted.lease().id()))
          .subscribe()
          .with(released -> {}, failure -> {});
    }
  }
}
