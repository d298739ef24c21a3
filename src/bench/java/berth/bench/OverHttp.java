package berth.bench;

import berth.harness.Pods;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What taking and releasing slots costs beyond what any authenticated request does. */
final class OverHttp {

  private static final int CONNECTIONS = 64;
  private static final int ACCOUNTS = 20;
  private static final int SLOTS = 15;
  private static final double TARGET = 0.8;

  private final Report report;

  OverHttp(Report report) {
    this.report = report;
  }

  void run() {
    String section =
        "HTTP, 1 pod, %d accounts x %d, %d connections".formatted(ACCOUNTS, SLOTS, CONNECTIONS);
    try (Pods pods = Pods.start(1)) {
      ServedPool pool = ServedPool.configure(pods, "http", ACCOUNTS, SLOTS);
      try (Contender slots =
              new TakeAndRelease(
                  "take + release",
                  pool.connect(CONNECTIONS, 1),
                  new HeldByClients(SLOTS),
                  Duration.ZERO);
          Contender noOp = new NoOp(pool.connect(CONNECTIONS, 1))) {
        Map<String, Double> medians =
            new Round(report, section, "requests/s", CONNECTIONS, 2).run(List.of(slots, noOp));
        report.add(
            Compared.atLeast(
                section + ": take + release / no-op POST",
                medians.getOrDefault(slots.name(), 0.0) / medians.getOrDefault(noOp.name(), 0.0),
                TARGET));
      }
    }
  }
}
