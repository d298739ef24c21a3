package berth.slot;

import berth.batch.Detached;
import berth.batch.StatementBatcher;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Grants, renews and releases leases, each in batches: what many requests want at the same time
 * goes to the database together. Whatever an answer tells has been recorded there.
 */
@ApplicationScoped
class Leases {

  /** One for each way, so that the slow hold up only their like. */
  private final Map<Way, StatementBatcher<Wish, GrantOutcome>> grants;

  /** These, and the other patient ones, apart: who waits for a locked slot holds nobody else up. */
  private final Map<Way, StatementBatcher<Wish, GrantOutcome>> patientGrants;

  private final StatementBatcher<RenewStatement.Renewal, Optional<Renewed>> renewals;
  private final StatementBatcher<RenewStatement.Renewal, Optional<Renewed>> patientRenewals;
  private final StatementBatcher<RenewMany, List<Optional<Renewed>>> manyRenewals;
  private final StatementBatcher<RenewMany, List<Optional<Renewed>>> patientManyRenewals;
  private final StatementBatcher<HeldLease, Boolean> releases;
  private final StatementBatcher<HeldLease, Boolean> patientReleases;

  /** Leases of one subscription that are renewed together. */
  private record RenewMany(long subscriptionId, List<RenewStatement.Renewal> renewals) {}

  Leases(GrantStatement grant, RenewStatement renew, ReleaseStatement release, WaitingLine line) {
    this.grants = batchers(grant, false);
    this.patientGrants = batchers(grant, true);
    this.renewals = renewals(renew, false);
    this.patientRenewals = renewals(renew, true);
    this.manyRenewals = manyRenewals(renew, false);
    this.patientManyRenewals = manyRenewals(renew, true);
    this.releases = releases(release, line, false);
    this.patientReleases = releases(release, line, true);
  }

  /** Tries to grant a slot, once. */
  Uni<GrantOutcome> grant(Attempt attempt) {
    Map<Way, StatementBatcher<Wish, GrantOutcome>> batchers =
        attempt.isPatient() ? patientGrants : grants;
    return Objects.requireNonNull(batchers.get(attempt.way())).ask(attempt.wish());
  }

  /** Lets the lease run on; empty when it has ended. */
  Uni<Optional<Renewed>> renew(RenewStatement.Renewal renewal) {
    return renewals
        .ask(renewal)
        .flatMap(
            renewed ->
                renewed.isPresent()
                    ? Uni.createFrom().item(renewed)
                    : patientRenewals.ask(renewal));
  }

  /**
   * Lets all these leases of a subscription run on, in one statement; then, in another, those that
   * somebody else was just changing.
   *
   * @return the renewed leases, in the order of the renewals; empty where one had ended
   */
  Uni<List<Optional<Renewed>>> renewAll(
      long subscriptionId, List<RenewStatement.Renewal> renewals) {
    return manyRenewals
        .ask(new RenewMany(subscriptionId, renewals))
        .flatMap(
            renewed -> {
              List<RenewStatement.Renewal> left =
                  IntStream.range(0, renewals.size())
                      .filter(i -> renewed.get(i).isEmpty())
                      .mapToObj(renewals::get)
                      .toList();
              return left.isEmpty()
                  ? Uni.createFrom().item(renewed)
                  : patientManyRenewals
                      .ask(new RenewMany(subscriptionId, left))
                      .map(late -> merged(renewed, late));
            });
  }

  private static List<Optional<Renewed>> merged(
      List<Optional<Renewed>> renewed, List<Optional<Renewed>> late) {
    Iterator<Optional<Renewed>> others = late.iterator();
    return renewed.stream().map(one -> one.isPresent() ? one : others.next()).toList();
  }

  /**
   * Ends the lease, and never another one on the same slot.
   *
   * @return whether the slot is free by this release or by an earlier one; not when its lease had
   *     ended before. Who hangs up has released it all the same
   */
  Uni<Boolean> release(HeldLease lease) {
    return Detached.of(
        releases
            .ask(lease)
            .flatMap(
                released -> released ? Uni.createFrom().item(true) : patientReleases.ask(lease)));
  }

  private static StatementBatcher<RenewStatement.Renewal, Optional<Renewed>> renewals(
      RenewStatement statement, boolean patient) {
    return new StatementBatcher<>(
        renewal -> renewal.lease().subscriptionId(), many -> statement.renew(many, patient));
  }

  private static StatementBatcher<RenewMany, List<Optional<Renewed>>> manyRenewals(
      RenewStatement statement, boolean patient) {
    return StatementBatcher.ofLarge(
        RenewMany::subscriptionId, many -> statement.renew(many.renewals(), patient));
  }

  private static StatementBatcher<HeldLease, Boolean> releases(
      ReleaseStatement release, WaitingLine line, boolean patient) {
    return new StatementBatcher<>(
        HeldLease::subscriptionId,
        leases -> release.release(leases, patient).invoke(released -> tell(line, leases)));
  }

  private Map<Way, StatementBatcher<Wish, GrantOutcome>> batchers(
      GrantStatement statement, boolean patient) {
    return Arrays.stream(Way.values())
        .collect(
            Collectors.toMap(
                Function.identity(),
                way ->
                    new StatementBatcher<>(
                        Wish::subscriptionId,
                        wishes -> statement.grant(way, wishes, patient),
                        this::giveBack)));
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
      giveBack(wish, granted.lease());
    } else if (outcome instanceof GrantOutcome.Superseded superseded) {
      giveBack(wish, superseded.lease());
    }
  }

  private void giveBack(Wish wish, Lease lease) {
    release(new HeldLease(wish.subscriptionId(), lease.id()))
        .subscribe()
        .with(released -> {}, failure -> {});
  }
}
