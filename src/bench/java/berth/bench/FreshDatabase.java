package berth.bench;

import berth.bench.contender.BatchedService;
import berth.bench.load.Contender;
import berth.bench.load.Round;
import berth.bench.report.Compared;
import berth.bench.report.Report;
import berth.harness.database.StockedDatabase;
import berth.harness.database.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures a database that was never analyzed, as it is after accounts were configured, against an
 * analyzed one.
 */
final class FreshDatabase {

  private static final double TARGET = 0.97;

  private final Report report;

  FreshDatabase(Report report) {
    this.report = report;
  }

  void run() {
    run(20, 15, 64);
    run(1_000, 3, 256);
  }

  private void run(int accounts, int slots, int callers) {
    String section =
        "fresh database, %,d accounts x %d, %d callers".formatted(accounts, slots, callers);
    TestDatabase analyzed = StockedDatabase.free(accounts, slots);
    TestDatabase fresh = StockedDatabase.fresh(accounts, slots);
    List<Contender> contenders = new ArrayList<>();
    try {
      contenders.add(new BatchedService("analyzed", analyzed));
      contenders.add(new BatchedService("fresh", fresh));
      Map<String, Double> medians =
          new Round(report, section, "cycles/s", callers, 1).run(contenders);
      List<Double> perSecond = List.copyOf(medians.values());
      report.add(
          Compared.atLeast(
              section + ": fresh / analyzed", perSecond.get(1) / perSecond.get(0), TARGET));
    } finally {
      contenders.forEach(Contender::close);
    }
  }
}
