package berth.slot.lease;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import berth.context.Uncancelled;
import berth.waiting.WaitQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds, renews and releases leases. Renewals and releases go out in batches: requests that arrive
 * while a statement runs go to the database together, in the next statement. A request gets its
 * result after its statement has committed.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
public class Leases {

  private final StatementBatcher<RenewStatement.Renewal, Optional<RenewedLease>> renewals;
  private final StatementBatcher<RenewStatement.Renewal, Optional<RenewedLease>> waitingRenewals;
  private final StatementBatcher<RenewMany, List<Optional<RenewedLease>>> manyRenewals;
  private final StatementBatcher<RenewMany, List<Optional<RenewedLease>>> waitingManyRenewals;
  private final StatementBatcher<LeaseKey, ReleaseStatement.Released> releases;
  private final StatementBatcher<LeaseKey, ReleaseStatement.Released> waitingReleases;

  private final FindStatement find;
  private final LeaseMetrics metrics;

  /** Leases of one subscription that are renewed together. */
  private record RenewMany(long subscriptionId, List<RenewStatement.Renewal> renewals) {}

  public Leases(
      FindStatement find,
      RenewStatement renew,
      ReleaseStatement release,
      WaitQueue queue,
      MeterRegistry meters) {
    this.find = find;
    this.metrics = new LeaseMetrics(meters);
    BatchMetrics renewing = BatchMetrics.of(meters, "renew");
    this.renewals = renewals(renewing, renew, false);
    this.waitingRenewals = renewals(renewing, renew, true);
    BatchMetrics renewingMany = BatchMetrics.of(meters, "renew_many");
    this.manyRenewals = manyRenewals(renewingMany, renew, false);
    this.waitingManyRenewals = manyRenewals(renewingMany, renew, true);
    BatchMetrics releasing = BatchMetrics.of(meters, "release");
    this.releases = releases(releasing, release, queue, false);
    this.waitingReleases = releases(releasing, release, queue, true);
  }

  /** Finds the lease; empty when it has ended. */
  public Uni<Optional<Lease>> find(LeaseKey lease) {
    return find.find(lease);
  }

  /** Renews the lease; empty when it has ended. */
  public Uni<Optional<RenewedLease>> renew(RenewStatement.Renewal renewal) {
    return renewals
        .submit(renewal)
        .flatMap(
            renewed ->
                renewed.isPresent()
                    ? Uni.createFrom().item(renewed)
                    : waitingRenewals
                        .submit(renewal)
                        .invoke(late -> metrics.lostRenewals(late.isPresent() ? 1 : 0)));
  }

  /**
   * Renews all these leases of a subscription in one statement, which skips slots that other
   * transactions have locked. A second statement waits for the locks, and tries the leases again
   * that the first did not renew.
   *
   * @return the renewed leases, in the order of the renewals; empty where a lease had ended
   */
  public Uni<List<Optional<RenewedLease>>> renewAll(
      long subscriptionId, List<RenewStatement.Renewal> renewals) {
    if (renewals.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return manyRenewals
        .submit(new RenewMany(subscriptionId, renewals))
        .flatMap(
            renewed -> {
              List<RenewStatement.Renewal> left =
                  IntStream.range(0, renewals.size())
                      .filter(i -> renewed.get(i).isEmpty())
                      .mapToObj(renewals::get)
                      .toList();
              return left.isEmpty()
                  ? Uni.createFrom().item(renewed)
                  : waitingManyRenewals
                      .submit(new RenewMany(subscriptionId, left))
                      .invoke(
                          late ->
                              metrics.lostRenewals(
                                  (int) late.stream().filter(Optional::isPresent).count()))
                      .map(late -> merged(renewed, late));
            });
  }

  private static List<Optional<RenewedLease>> merged(
      List<Optional<RenewedLease>> renewed, List<Optional<RenewedLease>> late) {
    Iterator<Optional<RenewedLease>> others = late.iterator();
    return renewed.stream().map(one -> one.isPresent() ? one : others.next()).toList();
  }

  /**
   * Ends the lease, and never another lease on the same slot. The release goes on when the client
   * disconnects.
   *
   * @return whether the slot is free by this release or by an earlier one; {@code false} when the
   *     lease had run out before, or the slot was granted again
   */
  public Uni<Boolean> release(LeaseKey lease, ReleaseReason reason) {
    return Uncancelled.of(
        releases
            .submit(lease)
            .flatMap(
                released ->
                    released.free()
                        ? Uni.createFrom().item(released)
                        : waitingReleases.submit(lease).invoke(this::countLost))
            .invoke(released -> count(reason, released))
            .map(ReleaseStatement.Released::free));
  }

  /** Releases a slot whose grant is not delivered to any caller. */
  public Uni<Boolean> releaseUndelivered(LeaseKey lease) {
    return release(lease, ReleaseReason.UNDELIVERED);
  }

  private void countLost(ReleaseStatement.Released late) {
    if (late.free()) {
      metrics.lostRelease();
    }
  }

  private void count(ReleaseReason reason, ReleaseStatement.Released released) {
    if (released.held() != null) {
      metrics.released(reason, released.held());
    }
  }

  private static StatementBatcher<RenewStatement.Renewal, Optional<RenewedLease>> renewals(
      BatchMetrics metrics, RenewStatement statement, boolean waitForLocks) {
    return new StatementBatcher<>(
        metrics,
        renewal -> renewal.lease().subscriptionId(),
        many -> statement.renew(many, waitForLocks));
  }

  private static StatementBatcher<RenewMany, List<Optional<RenewedLease>>> manyRenewals(
      BatchMetrics metrics, RenewStatement statement, boolean waitForLocks) {
    return StatementBatcher.ofLarge(
        metrics, RenewMany::subscriptionId, many -> statement.renew(many.renewals(), waitForLocks));
  }

  private static StatementBatcher<LeaseKey, ReleaseStatement.Released> releases(
      BatchMetrics metrics, ReleaseStatement release, WaitQueue queue, boolean waitForLocks) {
    return new StatementBatcher<>(
        metrics,
        LeaseKey::subscriptionId,
        leases ->
            release.release(leases, waitForLocks).invoke(released -> wakeWaiters(queue, leases)));
  }

  /** Also by channel: the channel of a draining slot may belong to another subscription by now. */
  private static void wakeWaiters(WaitQueue queue, List<LeaseKey> released) {
    queue.wakeWaiters(
        released.stream().map(LeaseKey::subscriptionId).collect(Collectors.toSet()),
        released.stream().map(lease -> lease.id().channel()).collect(Collectors.toSet()));
  }
}
