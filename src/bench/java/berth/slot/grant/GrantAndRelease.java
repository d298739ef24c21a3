package berth.slot.grant;

import berth.capacity.AccountLimits;
import berth.database.Database;
import berth.database.ServicePool;
import berth.slot.lease.FindStatement;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import berth.slot.lease.ReleaseReason;
import berth.slot.lease.ReleaseStatement;
import berth.slot.lease.RenewStatement;
import berth.slot.lease.SlotRequest;
import berth.waiting.WaitQueues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * The only access of the benchmark to the internals of the service: grants and releases slots
 * without HTTP.
 */
public final class GrantAndRelease {

  private static final int LEASE_SECONDS = 300;

  private final GrantRequest request;
  private final Leases leases;
  private final Grants grants;

  /** Grants slots of the subscription, over the connections of the pool. */
  public GrantAndRelease(Vertx vertx, Pool pool, long subscriptionId) {
    this.request =
        GrantRequest.of(subscriptionId, new SlotRequest(null, LEASE_SECONDS, null), null);
    Database database = new Database(pool);
    MeterRegistry meters = new SimpleMeterRegistry();
    this.leases =
        new Leases(
            new FindStatement(database),
            new RenewStatement(database, meters),
            new ReleaseStatement(database),
            WaitQueues.over(database, ServicePool.notifications(vertx), vertx, meters),
            meters);
    this.grants =
        new Grants(
            new GrantBatches(new GrantStatement(database, meters), leases, meters),
            new DrainedChannels(AccountLimits.ofSlots(), meters));
  }

  /** Grants a slot and releases it; fails when there is no free slot. */
  public Uni<Void> cycle() {
    return grants
        .first(request)
        .map(
            outcome ->
                outcome
                    .lease()
                    .orElseThrow(() -> new IllegalStateException("Not granted: " + outcome)))
        .flatMap(
            lease ->
                leases.release(
                    new LeaseKey(request.subscriptionId(), lease.id()), ReleaseReason.DONE))
        .invoke(
            released -> {
              if (!released) {
                throw new IllegalStateException("The lease had ended");
              }
            })
        .replaceWithVoid();
  }
}
