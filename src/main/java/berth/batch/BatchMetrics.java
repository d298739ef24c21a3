package berth.batch;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.stream.Stream;

/** Measures the batches of one statement: how many requests each serves, and how long it takes. */
public final class BatchMetrics {

  private static final Duration[] SECONDS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final String statement;
  private final DistributionSummary size;
  private final Timer seconds;

  private BatchMetrics(String statement, DistributionSummary size, Timer seconds) {
    this.statement = statement;
    this.size = size;
    this.seconds = seconds;
  }

  /**
   * The metrics of a statement.
   *
   * @param statement its name, the value of the label {@code statement}
   */
  public static BatchMetrics of(MeterRegistry meters, String statement) {
    return new BatchMetrics(
        statement,
        DistributionSummary.builder("berth.batch.size")
            .description("Requests that a statement serves together")
            .tag("statement", statement)
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 256)
            .register(meters),
        Timer.builder("berth.batch")
            .description("Time from sending a statement to its result")
            .tag("statement", statement)
            .serviceLevelObjectives(SECONDS)
            .register(meters));
  }

  /** The name of the statement. */
  String statement() {
    return statement;
  }

  /** Measures the statement, whether it succeeds or fails. */
  <R> Uni<R> measure(int requests, Uni<R> statement) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long sent = System.nanoTime();
              return statement
                  .onTermination()
                  .invoke(() -> record(requests, System.nanoTime() - sent));
            });
  }

  private void record(int requests, long nanos) {
    size.record(requests);
    seconds.record(Duration.ofNanos(nanos));
  }
}
