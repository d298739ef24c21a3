package berth.bench.report;

import java.util.Locale;

/** Formats numbers for people. */
public final class Figures {

  private Figures() {}

  /** Formats a number with fewer decimals the larger it is. */
  public static String text(double value) {
    if (value == Math.rint(value) || value >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 100 ? "%.1f" : "%.2f", value);
  }
}
