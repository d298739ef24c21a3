package berth.bench;

import berth.bench.http.ServedPool;
import berth.bench.http.Waiters;
import berth.bench.load.Latencies;
import berth.bench.report.Compared;
import berth.bench.report.Figures;
import berth.bench.report.Measured;
import berth.bench.report.Median;
import berth.bench.report.Progress;
import berth.bench.report.Report;
import berth.harness.pod.Pods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the time from a release until a waiter receives the slot. */
final class WakeUp {

  private static final int ACCOUNTS = 5;
  private static final int SLOTS = 3;

  /** Releases in an iteration, unless its time ends before. */
  private static final int ROUNDS = 200;

  private static final int MANY = 50;

  private static final Setting SAME_POD = new Setting("same pod", 1, 0, 10);
  private static final Setting OTHER_POD = new Setting("other pod", 1, 1, 25);
  private static final List<Setting> SETTINGS =
      List.of(
          SAME_POD,
          OTHER_POD,
          new Setting("same pod, %d waiters".formatted(MANY), MANY, 0, 10),
          new Setting("other pod, %d waiters".formatted(MANY), MANY, 1, 25));

  /** How many waiters the first pod has, and the index of the pod that receives the release. */
  private record Setting(String name, int waiters, int releaseAt, int targetMillis) {}

  private final Report report;

  WakeUp(Report report) {
    this.report = report;
  }

  void run() {
    Map<Setting, List<Latencies>> results = new LinkedHashMap<>();
    try (Pods pods = Pods.start(2)) {
      ServedPool pool = ServedPool.configure(pods, "wake-up", ACCOUNTS, SLOTS);
      for (int iteration = -1; iteration < report.settings().iterations(); iteration++) {
        for (Setting setting : SETTINGS) {
          Latencies latencies = measure(pool, setting);
          Progress.log(
              "wake-up, %s: p99 %s ms%s"
                  .formatted(
                      setting.name(),
                      Figures.text(latencies.quantile(0.99)),
                      iteration < 0 ? " (warm-up)" : ""));
          if (iteration >= 0) {
            results.computeIfAbsent(setting, first -> new ArrayList<>()).add(latencies);
          }
        }
      }
    }
    results.forEach(this::report);
  }

  private Latencies measure(ServedPool pool, Setting setting) {
    Latencies latencies = new Latencies();
    long end = System.nanoTime() + report.settings().iterationTime().multipliedBy(2).toNanos();
    try (Waiters waiters = new Waiters(pool, setting.waiters(), 0, setting.releaseAt())) {
      for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
        latencies.add(waiters.round());
      }
    }
    return latencies;
  }

  private void report(Setting setting, List<Latencies> results) {
    String section = "release to a waiter's answer, " + setting.name();
    report.add(quantile(section, "p50", 0.5, results));
    Measured p99 = quantile(section, "p99", 0.99, results);
    report.add(p99);
    report.add(Compared.atMost(section + ": p99, ms", p99.median(), setting.targetMillis()));
  }

  private static Measured quantile(
      String section, String name, double part, List<Latencies> results) {
    List<Double> values = results.stream().map(latencies -> latencies.quantile(part)).toList();
    int rounds = results.stream().mapToInt(Latencies::count).sum();
    return new Measured(section, name, "ms", values, Median.of(values), 0, rounds + " releases");
  }
}
