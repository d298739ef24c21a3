package berth.bench;

/** Tells whoever waits what is going on, apart from the report. */
final class Progress {

  private Progress() {}

  static void tell(String message) {
    System.err.println(message);
  }
}
