package berth.bench;

import berth.bench.http.ServedPool;
import berth.bench.http.TakeAndRelease;
import berth.bench.load.Callers;
import berth.bench.load.Contender;
import berth.bench.load.HeldByClients;
import berth.bench.load.Round;
import berth.bench.report.Compared;
import berth.bench.report.IterationResult;
import berth.bench.report.Measured;
import berth.bench.report.Report;
import berth.harness.pod.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures the same load on one pod and on several on the same cores, and counts over-grants. */
final class SeveralPods {

  private static final List<Integer> PODS = List.of(1, 2, 4);
  private static final int MAX_PODS = 4;
  private static final List<Integer> CONNECTIONS = List.of(64, 256);

  /** Warm-up iterations: the JIT compilers of the pods need them, with half a core each. */
  private static final int WARM_UPS = 6;

  private static final int ACCOUNTS = 20;
  private static final int SLOTS = 15;
  private static final double TARGET = 0.8;

  /** Fewer slots than callers, so that pods compete for slots. */
  private static final int SCARCE_ACCOUNTS = 10;

  private static final int SCARCE_SLOTS = 3;
  private static final int SCARCE_CONNECTIONS = 64;
  private static final Duration HOLD = Duration.ofMillis(10);

  private final Report report;

  SeveralPods(Report report) {
    this.report = report;
  }

  void run() {
    try (Pods pods = Pods.start(MAX_PODS)) {
      long overGrants = 0;
      ServedPool pool = ServedPool.configure(pods, "pods", ACCOUNTS, SLOTS);
      for (int connections : CONNECTIONS) {
        overGrants += throughput(pool, connections);
      }
      overGrants += scarcity(pods);
      report.add(Compared.atMost("pods: over-grants seen by the clients", (double) overGrants, 0));
    }
  }

  /** Measures the throughput, and returns the number of over-grants. */
  private long throughput(ServedPool pool, int connections) {
    String section =
        "HTTP by pods, %d accounts x %d, %d connections".formatted(ACCOUNTS, SLOTS, connections);
    HeldByClients held = new HeldByClients(SLOTS);
    List<Contender> contenders = new ArrayList<>();
    try {
      for (int count : PODS) {
        contenders.add(
            new TakeAndRelease(
                count == 1 ? "1 pod" : count + " pods",
                pool.connect(connections, count),
                held,
                Duration.ZERO));
      }
      Map<String, Double> medians =
          new Round(report, section, "requests/s", connections, WARM_UPS).run(contenders);
      List<Double> perSecond = List.copyOf(medians.values());
      report.add(
          Compared.atLeast(
              section + ": 4 pods / 1 pod",
              perSecond.get(perSecond.size() - 1) / perSecond.get(0),
              TARGET));
    } finally {
      contenders.forEach(Contender::close);
    }
    return held.overGrants();
  }

  private long scarcity(Pods pods) {
    ServedPool pool = ServedPool.configure(pods, "scarce", SCARCE_ACCOUNTS, SCARCE_SLOTS);
    HeldByClients held = new HeldByClients(SCARCE_SLOTS);
    try (Contender contender =
        new TakeAndRelease("4 pods", pool.connect(SCARCE_CONNECTIONS, MAX_PODS), held, HOLD)) {
      IterationResult result =
          Callers.measure(contender, SCARCE_CONNECTIONS, report.settings().iterationTime());
      double grants = held.grants();
      report.add(
          new Measured(
              "scarce slots, %d accounts x %d, %d connections that hold for %d ms"
                  .formatted(SCARCE_ACCOUNTS, SCARCE_SLOTS, SCARCE_CONNECTIONS, HOLD.toMillis()),
              contender.name(),
              "grants",
              List.of(grants),
              grants,
              result.errors(),
              result.firstError()));
    }
    return held.overGrants();
  }
}
