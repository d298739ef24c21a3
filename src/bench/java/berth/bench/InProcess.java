package berth.bench;

import berth.harness.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Cycles a second of grant and release, without HTTP, side by side with other ways to do it. */
final class InProcess {

  private static final List<Integer> CONNECTIONS = List.of(8, 16, 32);

  private final Report report;

  InProcess(Report report) {
    this.report = report;
  }

  void run(int accounts, int slots, int callers, double timesOneStatement) throws SQLException {
    String section =
        "in process, %,d accounts x %d, %d callers".formatted(accounts, slots, callers);
    TestDatabase table = OneStatement.stock(accounts, slots);
    try (Contender berth = new Berth("Berth", StockedDatabase.free(accounts, slots));
        Contender oneStatement =
            Best.of(
                report.settings(),
                callers,
                CONNECTIONS,
                connections -> new OneStatement(table, connections))) {
      Map<String, Double> medians =
          new Round(report, section, "cycles/s", callers).run(List.of(berth, oneStatement));
      report.add(
          Compared.atLeast(
              section + ": Berth / one statement",
              medians.getOrDefault(berth.name(), 0.0)
                  / medians.getOrDefault(oneStatement.name(), 0.0),
              timesOneStatement));
    }
  }
}
