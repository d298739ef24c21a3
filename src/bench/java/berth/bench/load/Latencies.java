package berth.bench.load;

import java.util.ArrayList;
import java.util.List;

/** The latencies of one iteration. */
public final class Latencies {

  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Double> millis = new ArrayList<>();

  public void add(long nanos) {
    millis.add(nanos / NANOS_PER_MILLI);
  }

  public int count() {
    return millis.size();
  }

  /** The quantile in milliseconds: this part of the latencies does not exceed it. */
  public double quantile(double part) {
    List<Double> sorted = millis.stream().sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
  }
}
