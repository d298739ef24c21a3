package berth.bench;

import berth.harness.StockedDatabase;
import berth.harness.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a database does that was never analyzed: nobody does that after configuring accounts. */
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
      contenders.add(new Berth("analyzed", analyzed));
      contenders.add(new Berth("fresh", fresh));
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
