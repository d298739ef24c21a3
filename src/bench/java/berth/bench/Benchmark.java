package berth.bench;

import berth.bench.report.BenchmarkSettings;
import berth.bench.report.Machine;
import berth.bench.report.Measured;
import berth.bench.report.Progress;
import berth.bench.report.Report;
import berth.bench.startup.StartUp;
import berth.harness.database.TestDatabase;

/** Measures the service, side by side with other implementations. */
public final class Benchmark {

  /** A part of the benchmark that can be run alone. */
  private interface Section {
    void run() throws Exception;
  }

  private final Report report;
  private boolean failed;

  private Benchmark(Report report) {
    this.report = report;
  }

  /**
   * Runs the benchmark with the system properties that {@link BenchmarkSettings} reads. The exit
   * status is 1 when a section could not be measured.
   */
  public static void main(String[] none) throws Exception {
    BenchmarkSettings settings = BenchmarkSettings.ofSystemProperties();
    Report report = new Report(settings, Machine.describe(TestDatabase.create()));
    Benchmark benchmark = new Benchmark(report);
    benchmark.run();
    report.write();
    System.out.println(report);
    // ends the threads that libraries have left behind
    System.exit(benchmark.failed ? 1 : 0);
  }

  private void run() {
    section(
        "in-process",
        () -> {
          new InProcess(report, 20, 15, 64).run(10.0, 2);
          new InProcess(report, 1_000, 3, 256).run(null, 5);
        });
    section("fresh", () -> new FreshDatabase(report).run());
    section("cost", () -> new GrantCost(report).run());
    section("http", () -> new OverHttp(report).run());
    section("full", () -> new FullPool(report).run());
    section("pods", () -> new SeveralPods(report).run());
    section("wake-up", () -> new WakeUp(report).run());
    section("start-up", () -> new StartUp(report).run());
  }

  @SuppressWarnings("CatchingUnchecked") // the other sections are still measured
  private void section(String name, Section section) {
    if (!report.settings().includes(name)) {
      return;
    }
    try {
      section.run();
    } catch (Exception | AssertionError failure) {
      failed = true;
      Progress.log(name + " could not be measured: " + failure);
      report.add(Measured.not(name, "", failure.toString()));
    }
  }
}
