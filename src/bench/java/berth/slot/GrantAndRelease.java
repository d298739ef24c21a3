package berth.slot;

import berth.capacity.Limits;
import berth.database.Database;
import berth.database.ServicePool;
import berth.waiting.WaitingLines;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * All that the benchmark knows about the inside of the service: how to grant a slot and give it
 * back, past HTTP.
 */
public final class GrantAndRelease {

  private static final int LEASE_SECONDS = 300;

  private final Wish wish;
  private final Leases leases;
  private final Attempts attempts;

  /** Slots of the subscription, by the connections of the pool. */
  public GrantAndRelease(Vertx vertx, Pool pool, long subscriptionId) {
    this.wish = Wish.of(subscriptionId, new SlotRequest(null, LEASE_SECONDS, null), null);
    Database database = new Database(pool);
    this.leases =
        new Leases(
            new GrantStatement(database),
            new RenewStatement(database),
            new ReleaseStatement(database),
            WaitingLines.over(database, ServicePool.notifications(vertx), vertx));
    this.attempts = new Attempts(leases, new DrainedChannels(Limits.ofSlots()));
  }

  /** Is granted a slot and gives it back; fails when there is none. */
  public Uni<Void> cycle() {
    return attempts
        .first(wish)
        .map(
            outcome -> {
              if (outcome instanceof GrantOutcome.Granted granted) {
                return granted.lease();
              }
              throw new IllegalStateException("Not granted: " + outcome);
            })
        .flatMap(lease -> leases.release(new HeldLease(wish.subscriptionId(), lease.id())))
        .invoke(
            released -> {
              if (!released) {
                throw new IllegalStateException("The lease had ended");
              }
            })
        .replaceWithVoid();
  }
}
