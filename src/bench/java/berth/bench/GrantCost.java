package berth.bench;

import berth.bench.contender.BatchedService;
import berth.bench.load.Contender;
import berth.bench.load.Round;
import berth.bench.report.Compared;
import berth.bench.report.Report;
import berth.harness.database.StockedDatabase;
import berth.harness.database.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures how the cost of a grant grows with the number of accounts. */
final class GrantCost {

  private static final List<Integer> ACCOUNTS = List.of(20, 1_000, 10_000, 100_000);
  private static final int SLOTS = 3;

  /** Slots per account of the smallest pool, so that it has a slot for each caller. */
  private static final int SLOTS_OF_FEW = 15;

  private static final double TARGET = 1.3;

  private interface Stock {
    TestDatabase make(int accounts, int slots) throws SQLException;
  }

  private final Report report;

  GrantCost(Report report) {
    this.report = report;
  }

  void run() throws SQLException {
    run("grants by size, all free", StockedDatabase::free, 64);
    // the smallest of these pools has 30 free slots
    run("grants by size, 90 % of accounts full", StockedDatabase::nearlyFull, 16);
  }

  private void run(String what, Stock stock, int callers) throws SQLException {
    String section = what + ", " + callers + " callers";
    List<Contender> contenders = new ArrayList<>();
    try {
      for (int accounts : ACCOUNTS) {
        int slots = accounts == ACCOUNTS.get(0) ? SLOTS_OF_FEW : SLOTS;
        contenders.add(
            new BatchedService(
                "%,d accounts x %d".formatted(accounts, slots), stock.make(accounts, slots)));
      }
      Map<String, Double> medians =
          new Round(report, section, "cycles/s", callers, 1).run(contenders);
      List<Double> perSecond = List.copyOf(medians.values());
      report.add(
          Compared.atMost(
              section + ": cost of a cycle among the most accounts / among the fewest",
              perSecond.get(0) / perSecond.get(perSecond.size() - 1),
              TARGET));
    } finally {
      contenders.forEach(Contender::close);
    }
  }
}
