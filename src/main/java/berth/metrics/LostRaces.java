package berth.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the requests that lost a row to another transaction and tried again. */
public final class LostRaces {

  private LostRaces() {}

  /**
   * The counter of one kind of request.
   *
   * @param where the kind, the value of the label {@code where}
   */
  public static Counter counter(MeterRegistry meters, String where) {
    return Counter.builder("berth.lost.races")
        .description("Requests that lost a row to another transaction and tried again")
        .tag("where", where)
        .register(meters);
  }
}
