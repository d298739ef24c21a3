package berth.slot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * All that the benchmark knows about the inside of the service: how to grant a slot and give it
 * back, past HTTP.
 */
public final class GrantAndRelease {

  private static final int LEASE_SECONDS = 300;

  /** As in {@link TakeSlot}. */
  private static final int MAX_ATTEMPTS = 100;

  private static final int MAX_HASTY_ATTEMPTS = 3;

  private final long subscriptionId;
  private final Leases leases;

  /** Slots of the subscription, by the connections of the pool. */
  public GrantAndRelease(Pool pool, long subscriptionId) {
    this.subscriptionId = subscriptionId;
    this.leases =
        new Leases(
            new GrantStatement(pool),
            new TokenStatement(pool),
            new RenewStatement(pool),
            new ReleaseStatement(pool));
  }

  /** Is granted a slot and gives it back; fails when there is none. */
  public Uni<Void> cycle() {
    return grant(1)
        .flatMap(granted -> leases.release(new HeldLease(subscriptionId, granted.lease().id())))
        .invoke(
            released -> {
              if (!released) {
                throw new IllegalStateException("The lease had ended");
              }
            })
        .replaceWithVoid();
  }

  private Uni<GrantOutcome.Granted> grant(int attempt) {
    return leases
        .grant(
            subscriptionId,
            new SlotRequest(null, LEASE_SECONDS, null),
            attempt > MAX_HASTY_ATTEMPTS)
        .flatMap(
            outcome -> {
              if (outcome instanceof GrantOutcome.Granted granted) {
                return Uni.createFrom().item(granted);
              }
              if (outcome instanceof GrantOutcome.Lost && attempt < MAX_ATTEMPTS) {
                return grant(attempt + 1);
              }
              return Uni.createFrom().failure(new IllegalStateException("Not granted: " + outcome));
            });
  }
}
