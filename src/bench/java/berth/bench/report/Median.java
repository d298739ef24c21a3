package berth.bench.report;

import java.util.List;

/** The middle of what was measured. */
public final class Median {

  private Median() {}

  /** Of an even number the mean of the two in the middle; 0 of none. */
  public static double of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? 0 : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
