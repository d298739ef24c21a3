package berth.slot;

import berth.account.AccountChanged;
import berth.batch.Detached;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CompositeCacheKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in the way of those who find no free slot, as it was up to a second ago, and since this
 * pod last changed an account.
 */
@ApplicationScoped
class BusyAccounts {

  private static final String CACHE = "busy-accounts";

  private static final int MOST = 100;

  /**
   * What was seen.
   *
   * @param executing at most {@value #MOST} of the leases that run, those that end first first
   * @param nextChance when there may be a slot, by the clock of this pod
   * @param outOfPlay how it stands with the accounts, when none comes back by itself
   */
  record Seen(
      List<LeaseId> executing, Instant nextChance, Optional<TakeOutcome.OutOfPlay> outOfPlay) {}

  private final SlotOverview overview;
  private final Prospects prospects;
  private final Cache seen;

  BusyAccounts(SlotOverview overview, Prospects prospects, @CacheName(CACHE) Cache seen) {
    this.overview = overview;
    this.prospects = prospects;
    this.seen = seen;
  }

  /**
   * Looks at what runs, and at whether it matters. That nothing does is not told by what was seen
   * before alone, for who hears it does not wait.
   *
   * @param channel on one account only; {@code null} for all
   */
  Uni<Seen> look(long subscriptionId, @Nullable String channel) {
    return Detached.of(
            seen.getAsync(
                new CompositeCacheKey(subscriptionId, channel),
                key -> lookAnew(subscriptionId, channel)))
        .flatMap(
            known ->
                known.outOfPlay().isEmpty()
                    ? Uni.createFrom().item(known)
                    : unlessHope(subscriptionId, channel, known));
  }

  private Uni<Seen> unlessHope(long subscriptionId, @Nullable String channel, Seen known) {
    return prospects
        .hope(subscriptionId, channel)
        .flatMap(hope -> hope ? lookAnew(subscriptionId, channel) : Uni.createFrom().item(known));
  }

  private Uni<Seen> lookAnew(long subscriptionId, @Nullable String channel) {
    return prospects
        .untilNextChance(subscriptionId, channel)
        .flatMap(
            pause ->
                pause
                    .map(known -> busy(subscriptionId, channel, known))
                    .orElseGet(() -> hopeless(subscriptionId, channel)));
  }

  void forget(@Observes AccountChanged change) {
    forget(change.subscriptionId(), null);
    forget(change.subscriptionId(), change.channel());
  }

  private void forget(long subscriptionId, @Nullable String channel) {
    seen.invalidate(new CompositeCacheKey(subscriptionId, channel))
        .subscribe()
        .with(forgotten -> {}, failure -> {});
  }

  private Uni<Seen> busy(long subscriptionId, @Nullable String channel, Duration pause) {
    Instant nextChance = Instant.now().plus(pause);
    return overview
        .executing(subscriptionId, channel, MOST)
        .map(
            executing ->
                new Seen(executing.stream().map(Lease::id).toList(), nextChance, Optional.empty()));
  }

  private Uni<Seen> hopeless(long subscriptionId, @Nullable String channel) {
    return prospects
        .outOfPlay(subscriptionId, channel)
        .map(accounts -> new Seen(List.of(), Instant.now(), Optional.of(accounts)));
  }
}
