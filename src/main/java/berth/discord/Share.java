package berth.discord;

/** How much of the budget of invalid requests a request may use. */
enum Share {
  /** All of it: somebody waits for the answer. */
  ALL(1),
  /** Not the last part: what Berth asks by itself must not turn callers away. */
  MOST(0.8);

  private final double part;

  Share(double part) {
    this.part = part;
  }

  /** How many of so many requests, at least one. */
  int of(int ceiling) {
    return Math.max(1, (int) (ceiling * part));
  }
}
