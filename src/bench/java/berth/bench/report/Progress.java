package berth.bench.report;

/** Logs the progress of the benchmark to standard error, apart from the report. */
public final class Progress {

  private Progress() {}

  public static void log(String message) {
    System.err.println(message);
  }
}
