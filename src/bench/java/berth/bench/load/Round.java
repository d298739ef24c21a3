package berth.bench.load;

import berth.bench.report.BenchmarkSettings;
import berth.bench.report.Figures;
import berth.bench.report.Measured;
import berth.bench.report.Progress;
import berth.bench.report.Report;
import berth.bench.report.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Contenders taking turns: whatever disturbs the machine for a while disturbs them all. */
public final class Round {

  private final Report report;
  private final String section;
  private final String unit;
  private final int callers;
  private final int warmUps;

  /**
   * Prepares one.
   *
   * @param unit of what contenders do, as {@code requests/s}
   * @param warmUps how many turns each has first that do not count
   */
  public Round(Report report, String section, String unit, int callers, int warmUps) {
    this.report = report;
    this.section = section;
    this.unit = unit;
    this.callers = callers;
    this.warmUps = warmUps;
  }

  /** Runs them, reports them, and returns the medians by name. */
  public Map<String, Double> run(List<Contender> contenders) {
    BenchmarkSettings settings = report.settings();
    Map<String, List<Turn>> turns = new LinkedHashMap<>();
    for (int turn = -warmUps; turn < settings.turns(); turn++) {
      for (Contender contender : contenders) {
        Turn done = Callers.turn(contender, callers, settings.turn());
        Progress.tell(
            "%s, %s: %s %s%s"
                .formatted(
                    section,
                    contender.name(),
                    Figures.text(done.perSecond()),
                    unit,
                    turn < 0 ? " (warm-up)" : ""));
        if (turn >= 0) {
          turns.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(done);
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    turns.forEach(
        (name, done) -> {
          Measured measured = Measured.of(section, name, unit, done);
          report.add(measured);
          medians.put(name, measured.median());
        });
    return medians;
  }
}
