package berth.chaos.record;

import java.util.Locale;

/** The figures of a run. */
public record ChaosReport(History history, long seed, int seconds) {

  public String text(int overGrants, int slotsLost, Repeats repeats) {
    StringBuilder text = new StringBuilder(500);
    text.append("%nChaos for %d seconds, seed %d%n".formatted(seconds, seed));
    for (Figure figure : Figure.values()) {
      String name = figure.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      line(text, name, history.countOf(figure));
    }
    line(text, "longest time to grant again, ms", history.longestReturn().toMillis());
    line(text, "over-grants", overGrants);
    line(text, "slots lost", slotsLost);
    line(text, "violations", history.violations().size());
    text.append("  %-32s %s%n".formatted("repeated with the same key", repeats));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append("  %-32s %d%n".formatted(name, value));
  }
}
