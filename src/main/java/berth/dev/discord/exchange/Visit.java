package berth.dev.discord.exchange;

/**
 * One request of one user.
 *
 * @param number of the visits of the token since the start, or since its user was last told how to
 *     behave: the first is 1
 */
public record Visit(SimulatedUser user, Route route, int number, Bucket bucket) {

  public boolean isFirst() {
    return number == 1;
  }

  /** An answer of Discord itself, not of what is before it. */
  public SimulatedAnswer answer(int status, String json) {
    return fromDiscord(status, json).with(bucket.headers());
  }

  public static SimulatedAnswer fromDiscord(int status, String json) {
    return SimulatedAnswer.json(status, json).with("Via", "1.1 google");
  }
}
