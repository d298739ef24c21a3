package berth.slot.lease;

import berth.metrics.LostRaces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Counts what becomes of leases, and measures how long slots were held. */
public final class LeaseMetrics {

  private static final Duration[] HELD =
      Stream.of(1, 5, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600)
          .map(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final Counter granted;
  private final Counter expired;
  private final Counter renewed;
  private final Map<ReleaseReason, Counter> released = new EnumMap<>(ReleaseReason.class);
  private final Timer held;
  private final Counter lostGrants;
  private final Counter lostRenewals;
  private final Counter lostReleases;

  public LeaseMetrics(MeterRegistry meters) {
    this.granted =
        Counter.builder("berth.slots.granted").description("Slots granted").register(meters);
    this.expired =
        Counter.builder("berth.slots.expired")
            .description("Leases that had run out when their slot was granted again")
            .register(meters);
    this.renewed =
        Counter.builder("berth.slots.renewed").description("Leases renewed").register(meters);
    for (ReleaseReason reason : ReleaseReason.values()) {
      released.put(
          reason,
          Counter.builder("berth.slots.released")
              .description("Slots released while their lease ran")
              .tag("outcome", reason.text())
              .register(meters));
    }
    this.held =
        Timer.builder("berth.slot.held")
            .description("Time from the grant of a slot to its release")
            .serviceLevelObjectives(HELD)
            .register(meters);
    this.lostGrants = LostRaces.counter(meters, "grant");
    this.lostRenewals = LostRaces.counter(meters, "renew");
    this.lostReleases = LostRaces.counter(meters, "release");
  }

  /**
   * Counts the results of a granting statement.
   *
   * @param grants the slots that it granted
   * @param ends those of them whose last lease had run out
   * @param losses the requests that lost a free slot to another request
   */
  public void granted(int grants, int ends, int losses) {
    granted.increment(grants);
    expired.increment(ends);
    lostGrants.increment(losses);
  }

  /** Counts a release that ended a lease, which had run for the time. */
  public void released(ReleaseReason reason, Duration time) {
    Objects.requireNonNull(released.get(reason)).increment();
    held.record(time);
  }

  void renewed(int leases) {
    renewed.increment(leases);
  }

  /** Counts leases that were renewed by the statement that waits for locks. */
  void lostRenewals(int leases) {
    lostRenewals.increment(leases);
  }

  /** Counts a lease that was released by the statement that waits for locks. */
  void lostRelease() {
    lostReleases.increment();
  }
}
