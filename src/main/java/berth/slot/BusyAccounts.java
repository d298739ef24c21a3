package berth.slot;

import io.quarkus.cache.CacheResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in the way of those who find all accounts busy, as it was up to a second ago. */
@ApplicationScoped
class BusyAccounts {

  private static final int MOST = 100;

  /**
   * What was seen.
   *
   * @param executing at most {@value #MOST} of the leases that run, those that end first first
   * @param nextEnd when the first lease ends, by the clock of this pod
   */
  record Seen(List<LeaseId> executing, Instant nextEnd) {}

  private final SlotOverview overview;

  BusyAccounts(SlotOverview overview) {
    this.overview = overview;
  }

  /**
   * Looks at what runs.
   *
   * @param channel on one account only; {@code null} for all
   */
  @CacheResult(cacheName = "busy-accounts")
  Uni<Seen> look(long subscriptionId, @Nullable String channel) {
    return overview
        .executing(subscriptionId, channel, MOST)
        .flatMap(
            executing ->
                overview
                    .untilNextEnds(subscriptionId, channel)
                    .map(pause -> seen(executing, pause)));
  }

  private static Seen seen(List<Lease> executing, Duration pause) {
    return new Seen(executing.stream().map(Lease::id).toList(), Instant.now().plus(pause));
  }
}
