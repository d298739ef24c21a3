package berth.bench.report;

import java.util.Locale;

/** Writes numbers as people read them. */
public final class Figures {

  private Figures() {}

  /** With as many decimals as make sense at its size. */
  public static String text(double value) {
    if (value == Math.rint(value) || value >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 100 ? "%.1f" : "%.2f", value);
  }
}
