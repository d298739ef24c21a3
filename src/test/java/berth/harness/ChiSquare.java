package berth.harness;

import java.util.Collection;

/** Pearson's test of whether outcomes are equally likely. */
public final class ChiSquare {

  /**
   * The values that the statistic exceeds once in a thousand samples when outcomes are equally
   * likely, by degrees of freedom from 1 up.
   */
  private static final double[] CRITICAL_AT_ONE_IN_A_THOUSAND = {
    10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.124, 27.877
  };

  private ChiSquare() {}

  /** The statistic. */
  public static double of(Collection<Integer> counts) {
    double expected = counts.stream().mapToInt(Integer::intValue).average().orElseThrow();
    return counts.stream()
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }

  /** The value above which the statistic contradicts equal chances of that many outcomes. */
  public static double critical(int outcomes) {
    return CRITICAL_AT_ONE_IN_A_THOUSAND[outcomes - 2];
  }
}
