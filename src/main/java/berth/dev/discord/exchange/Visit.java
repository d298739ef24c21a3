package berth.dev.discord.exchange;

/**
 * One request of one user.
 *
 * @param number the number of this request of the token since the start, or since the behaviour of
 *     its user was last set; the first is 1
 */
public record Visit(SimulatedUser user, Route route, int number, Bucket bucket) {

  public boolean isFirst() {
    return number == 1;
  }

  /** A response of Discord itself, not of a proxy in front of it. */
  public SimulatedAnswer answer(int status, String json) {
    return fromDiscord(status, json).with(bucket.headers());
  }

  public static SimulatedAnswer fromDiscord(int status, String json) {
    return SimulatedAnswer.json(status, json).with("Via", "1.1 google");
  }
}
