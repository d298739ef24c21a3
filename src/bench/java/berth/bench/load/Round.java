package berth.bench.load;

import berth.bench.report.BenchmarkSettings;
import berth.bench.report.Figures;
import berth.bench.report.IterationResult;
import berth.bench.report.Measured;
import berth.bench.report.Progress;
import berth.bench.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs contenders alternately, so that a disturbance of the machine affects all of them. */
public final class Round {

  private final Report report;
  private final String section;
  private final String unit;
  private final int callers;
  private final int warmUps;

  /**
   * Creates a round; {@link #run} runs it.
   *
   * @param unit the unit of the values, such as {@code requests/s}
   * @param warmUps the number of iterations of each contender that run first and do not count
   */
  public Round(Report report, String section, String unit, int callers, int warmUps) {
    this.report = report;
    this.section = section;
    this.unit = unit;
    this.callers = callers;
    this.warmUps = warmUps;
  }

  /** Runs the contenders, adds their values to the report, and returns the medians by name. */
  public Map<String, Double> run(List<Contender> contenders) {
    BenchmarkSettings settings = report.settings();
    Map<String, List<IterationResult>> results = new LinkedHashMap<>();
    for (int iteration = -warmUps; iteration < settings.iterations(); iteration++) {
      for (Contender contender : contenders) {
        IterationResult result = Callers.measure(contender, callers, settings.iterationTime());
        Progress.log(
            "%s, %s: %s %s%s"
                .formatted(
                    section,
                    contender.name(),
                    Figures.text(result.perSecond()),
                    unit,
                    iteration < 0 ? " (warm-up)" : ""));
        if (iteration >= 0) {
          results.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(result);
        }
      }
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    results.forEach(
        (name, ofContender) -> {
          Measured measured = Measured.of(section, name, unit, ofContender);
          report.add(measured);
          medians.put(name, measured.median());
        });
    return medians;
  }
}
