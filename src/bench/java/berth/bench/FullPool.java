package berth.bench;

import berth.bench.http.ServedPool;
import berth.bench.http.TakeAndRelease;
import berth.bench.load.Contender;
import berth.bench.load.HeldByClients;
import berth.bench.load.Round;
import berth.bench.report.Compared;
import berth.bench.report.Report;
import berth.harness.pod.Pods;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Measures a full pool, whose slots are handed over to waiters, against a pool without waiters. */
final class FullPool {

  /** Warm-up iterations: the JIT compiler of the pod needs them. */
  private static final int WARM_UPS = 3;

  private static final double TARGET = 0.5;

  private final Report report;

  FullPool(Report report) {
    this.report = report;
  }

  void run() {
    try (Pods pods = Pods.start(1)) {
      run(pods, 20, 15, 400);
      run(pods, 5, 3, 64);
    }
  }

  /** Measures both pools. The roomy one has 1.5 slots for each connection. */
  private void run(Pods pods, int accounts, int slots, int connections) {
    String section =
        "full pool, %d accounts x %d, %d connections".formatted(accounts, slots, connections);
    int roomyAccounts = connections * 3 / 2 / slots;
    ServedPool full = ServedPool.configure(pods, "full-" + connections, accounts, slots);
    ServedPool roomy = ServedPool.configure(pods, "roomy-" + connections, roomyAccounts, slots);
    HeldByClients held = new HeldByClients(slots);
    try (Contender fullPool =
            TakeAndRelease.waiting("full, with waiters", full.connect(connections, 1), held);
        Contender roomyPool =
            new TakeAndRelease(
                "roomy", roomy.connect(connections, 1), new HeldByClients(slots), Duration.ZERO)) {
      Map<String, Double> medians =
          new Round(report, section, "requests/s", connections, WARM_UPS)
              .run(List.of(fullPool, roomyPool));
      report.add(
          Compared.atLeast(
              section + ": full / roomy",
              medians.getOrDefault(fullPool.name(), 0.0)
                  / medians.getOrDefault(roomyPool.name(), 0.0),
              TARGET));
      report.add(
          Compared.atMost(
              section + ": over-grants seen by the clients", (double) held.overGrants(), 0));
    }
  }
}
