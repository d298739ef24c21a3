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

/** How long after a release one who waits for a slot has it. */
final class WakeUp {

  private static final int ACCOUNTS = 5;
  private static final int SLOTS = 3;

  /** In a turn, unless it gets too long. */
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

  /** Who waits at the first pod, and where the release is sent to. */
  private record Setting(String name, int waiters, int releaseAt, int targetMillis) {}

  private final Report report;

  WakeUp(Report report) {
    this.report = report;
  }

  void run() {
    Map<Setting, List<Latencies>> turns = new LinkedHashMap<>();
    try (Pods pods = Pods.start(2)) {
      ServedPool pool = ServedPool.configure(pods, "wake-up", ACCOUNTS, SLOTS);
      for (int turn = -1; turn < report.settings().turns(); turn++) {
        for (Setting setting : SETTINGS) {
          Latencies latencies = turn(pool, setting);
          Progress.tell(
              "wake-up, %s: p99 %s ms%s"
                  .formatted(
                      setting.name(),
                      Figures.text(latencies.quantile(0.99)),
                      turn < 0 ? " (warm-up)" : ""));
          if (turn >= 0) {
            turns.computeIfAbsent(setting, first -> new ArrayList<>()).add(latencies);
          }
        }
      }
    }
    turns.forEach(this::report);
  }

  private Latencies turn(ServedPool pool, Setting setting) {
    Latencies latencies = new Latencies();
    long end = System.nanoTime() + report.settings().turn().multipliedBy(2).toNanos();
    try (Waiters waiters = new Waiters(pool, setting.waiters(), 0, setting.releaseAt())) {
      for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
        latencies.add(waiters.round());
      }
    }
    return latencies;
  }

  private void report(Setting setting, List<Latencies> turns) {
    String section = "release to a waiter's answer, " + setting.name();
    report.add(quantile(section, "p50", 0.5, turns));
    Measured p99 = quantile(section, "p99", 0.99, turns);
    report.add(p99);
    report.add(Compared.atMost(section + ": p99, ms", p99.median(), setting.targetMillis()));
  }

  private static Measured quantile(
      String section, String name, double part, List<Latencies> turns) {
    List<Double> values = turns.stream().map(turn -> turn.quantile(part)).toList();
    int rounds = turns.stream().mapToInt(Latencies::count).sum();
    return new Measured(section, name, "ms", values, Median.of(values), 0, rounds + " releases");
  }
}
