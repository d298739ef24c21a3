package berth.waiting;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.Stream;

/** Measures the waiters of this pod. */
final class WaitingMetrics {

  private static final Duration[] WAITED =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Timer waited;

  WaitingMetrics(MeterRegistry meters, LocalWaiters waiters) {
    this.waited =
        Timer.builder("berth.slot.wait")
            .description("Time that requests waited for a slot, whether they got one or not")
            .serviceLevelObjectives(WAITED)
            .register(meters);
    Gauge.builder("berth.waiters", waiters, LocalWaiters::size)
        .description("Requests that wait for a slot at this pod")
        .register(meters);
    Gauge.builder("berth.oldest.waiter", waiters, now -> seconds(now.longestWait()))
        .description("How long the first of the waiters of this pod has waited")
        .baseUnit("seconds")
        .register(meters);
  }

  /** Records how long a waiter has waited when it leaves. */
  void left(Waiter waiter) {
    waited.record(waiter.waited());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
