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
 * What is in the way of those who find no free slot, as it was up to a second ago, and since this
 * pod last changed an account. Whether they are told that all is busy, or that no account comes
 * back by itself, a statement has just found out.
 */
@ApplicationScoped
class Availability {

  private static final String CACHE = "busy-accounts";

  private static final int MOST = 100;

  /**
   * What runs on accounts that are busy.
   *
   * @param executing at most {@value #MOST} of the leases that run, those that end first first
   * @param nextChance when there may be a slot, by the clock of this pod
   */
  record Seen(List<LeaseId> executing, Instant nextChance) {}

  /** What is remembered of all the accounts of a subscription, or of one of them. */
  private enum Kind {
    BUSY,
    OUT_OF_PLAY
  }

  private final SlotOverview overview;
  private final AvailabilityStatements prospects;
  private final Cache seen;

  Availability(
      SlotOverview overview, AvailabilityStatements prospects, @CacheName(CACHE) Cache seen) {
    this.overview = overview;
    this.prospects = prospects;
    this.seen = seen;
  }

  /**
   * What runs, for one who was told that all is busy.
   *
   * @param channel on one account only; {@code null} for all
   */
  Uni<Seen> busy(long subscriptionId, @Nullable String channel) {
    return Uncancelled.of(
        seen.getAsync(
            key(Kind.BUSY, subscriptionId, channel), key -> look(subscriptionId, channel)));
  }

  /**
   * How it stands with the accounts, for one who was told that none comes back by itself.
   *
   * @param channel of one account only; {@code null} for all
   */
  Uni<TakeResult.OutOfRotation> outOfRotation(long subscriptionId, @Nullable String channel) {
    return Uncancelled.of(
        seen.getAsync(
            key(Kind.OUT_OF_PLAY, subscriptionId, channel),
            key -> prospects.outOfRotation(subscriptionId, channel)));
  }

  void forget(@Observes AccountChanged change) {
    for (Kind kind : Kind.values()) {
      forget(key(kind, change.subscriptionId(), null));
      forget(key(kind, change.subscriptionId(), change.channel()));
    }
  }

  private void forget(CompositeCacheKey key) {
    seen.invalidate(key).subscribe().with(forgotten -> {}, failure -> {});
  }

  private Uni<Seen> look(long subscriptionId, @Nullable String channel) {
    return prospects
        .untilNextChance(subscriptionId, channel)
        .map(pause -> Instant.now().plus(pause))
        .flatMap(
            nextChance ->
                overview
                    .executing(subscriptionId, channel, MOST)
                    .map(
                        executing ->
                            new Seen(executing.stream().map(Lease::id).toList(), nextChance)));
  }

  private static CompositeCacheKey key(Kind kind, long subscriptionId, @Nullable String channel) {
    return new CompositeCacheKey(kind, subscriptionId, channel);
  }
}
