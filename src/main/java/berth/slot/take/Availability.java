package berth.slot.take;

import berth.account.change.AccountChanged;
import berth.context.Uncancelled;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseId;
import berth.slot.overview.SlotOverview;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CompositeCacheKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The details of a response to a request that found no free slot. They are cached for a second, and
 * until this pod changes an account. They do not decide whether the response says that all accounts
 * are busy or that none comes back by itself: the granting statement has just decided that.
 */
@ApplicationScoped
class Availability {

  private static final String CACHE = "availability";

  private static final int MAX_EXECUTING = 100;

  /**
   * The leases on busy accounts, as they were when the snapshot was taken.
   *
   * @param executing at most {@value #MAX_EXECUTING} of the leases that run, the earliest end first
   * @param availableAt when there may be a slot, by the clock of this pod
   */
  record Snapshot(List<LeaseId> executing, Instant availableAt) {}

  /** The contents of a cache entry, for all accounts of a subscription or for one of them. */
  private enum Kind {
    BUSY,
    OUT_OF_ROTATION
  }

  private final SlotOverview overview;
  private final AvailabilityStatements statements;
  private final Cache cache;

  Availability(
      SlotOverview overview, AvailabilityStatements statements, @CacheName(CACHE) Cache cache) {
    this.overview = overview;
    this.statements = statements;
    this.cache = cache;
  }

  /**
   * The leases that run, for the response that all accounts are busy.
   *
   * @param channel on one account only; {@code null} for all
   */
  Uni<Snapshot> busy(long subscriptionId, @Nullable String channel) {
    return Uncancelled.of(
        cache.getAsync(
            key(Kind.BUSY, subscriptionId, channel), key -> query(subscriptionId, channel)));
  }

  /**
   * The status of the accounts, for the response that none of them comes back by itself.
   *
   * @param channel of one account only; {@code null} for all
   */
  Uni<TakeResult.OutOfRotation> outOfRotation(long subscriptionId, @Nullable String channel) {
    return Uncancelled.of(
        cache.getAsync(
            key(Kind.OUT_OF_ROTATION, subscriptionId, channel),
            key -> statements.outOfRotation(subscriptionId, channel)));
  }

  void invalidate(@Observes AccountChanged change) {
    for (Kind kind : Kind.values()) {
      invalidate(key(kind, change.subscriptionId(), null));
      invalidate(key(kind, change.subscriptionId(), change.channel()));
    }
  }

  private void invalidate(CompositeCacheKey key) {
    cache.invalidate(key).subscribe().with(invalidated -> {}, failure -> {});
  }

  private Uni<Snapshot> query(long subscriptionId, @Nullable String channel) {
    return statements
        .untilAvailable(subscriptionId, channel)
        .map(pause -> Instant.now().plus(pause))
        .flatMap(
            availableAt ->
                overview
                    .executing(subscriptionId, channel, MAX_EXECUTING)
                    .map(
                        executing ->
                            new Snapshot(executing.stream().map(Lease::id).toList(), availableAt)));
  }

  private static CompositeCacheKey key(Kind kind, long subscriptionId, @Nullable String channel) {
    return new CompositeCacheKey(kind, subscriptionId, channel);
  }
}
