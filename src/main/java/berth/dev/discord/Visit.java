package berth.dev.discord;

/**
 * One request of one user.
 *
 * @param number of the visits of the token since the start, or since its user was last told how to
 *     behave: the first is 1
 */
record Visit(SimulatedUser user, Route route, int number, Bucket bucket) {

  boolean isFirst() {
    return number == 1;
  }

  /** An answer of Discord itself, not of what is before it. */
  SimulatedAnswer answer(int status, String json) {
    return fromDiscord(status, json).with(bucket.headers());
  }

  static SimulatedAnswer fromDiscord(int status, String json) {
    return SimulatedAnswer.json(status, json).with("Via", "1.1 google");
  }
}
