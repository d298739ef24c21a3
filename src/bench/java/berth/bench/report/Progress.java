package berth.bench.report;

/** Tells whoever waits what is going on, apart from the report. */
public final class Progress {

  private Progress() {}

  public static void tell(String message) {
    System.err.println(message);
  }
}
