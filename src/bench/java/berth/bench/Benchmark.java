package berth.bench;

import berth.harness.TestDatabase;

/** Measures the service side by side with other ways to do what it does. */
public final class Benchmark {

  private Benchmark() {}

  /** Runs it as the system properties that {@link Settings} reads say. */
  public static void main(String[] none) throws Exception {
    Settings settings = Settings.ofSystemProperties();
    Report report = new Report(settings, Machine.lookAt(TestDatabase.create()));
    if (settings.includes("in-process")) {
      InProcess inProcess = new InProcess(report);
      inProcess.run(20, 15, 64, 10);
      inProcess.run(1_000, 3, 256, 10);
    }
    if (settings.includes("cost")) {
      new GrantCost(report).run();
    }
    report.write();
    System.out.println(report);
    // whatever threads the libraries have left behind
    System.exit(0);
  }
}
