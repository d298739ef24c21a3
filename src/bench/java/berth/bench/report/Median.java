package berth.bench.report;

import java.util.List;

/** The median of measured values. */
public final class Median {

  private Median() {}

  /** The median. For an even number of values, the mean of the middle two; for no values, 0. */
  public static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
