package berth.bench;

import berth.bench.http.NoOp;
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

/** Measures taking and releasing slots over HTTP against an authenticated no-op request. */
final class OverHttp {

  private static final List<Integer> CONNECTIONS = List.of(64, 256);

  /** Warm-up iterations: the JIT compiler of the pod needs them. */
  private static final int WARM_UPS = 4;

  private static final int ACCOUNTS = 20;
  private static final int SLOTS = 15;
  private static final double TARGET = 0.8;

  private final Report report;

  OverHttp(Report report) {
    this.report = report;
  }

  void run() {
    try (Pods pods = Pods.start(1)) {
      ServedPool pool = ServedPool.configure(pods, "http", ACCOUNTS, SLOTS);
      for (int connections : CONNECTIONS) {
        run(pool, connections);
      }
    }
  }

  private void run(ServedPool pool, int connections) {
    String section =
        "HTTP, 1 pod, %d accounts x %d, %d connections".formatted(ACCOUNTS, SLOTS, connections);
    try (Contender slots =
            new TakeAndRelease(
                "take + release",
                pool.connect(connections, 1),
                new HeldByClients(SLOTS),
                Duration.ZERO);
        Contender noOp = new NoOp(pool.connect(connections, 1))) {
      Map<String, Double> medians =
          new Round(report, section, "requests/s", connections, WARM_UPS).run(List.of(slots, noOp));
      report.add(
          Compared.atLeast(
              section + ": take + release / no-op POST",
              medians.getOrDefault(slots.name(), 0.0) / medians.getOrDefault(noOp.name(), 0.0),
              TARGET));
    }
  }
}
