package berth.discord.limit;

import org.jspecify.annotations.Nullable;

/**
 * For whom Discord is asked. It decides how much of the budget of invalid requests may be spent,
 * and whose turn it is.
 *
 * @param subscriptionId whose caller waits for the answer; {@code null} for nobody's: Berth asks by
 *     itself
 */
public record Requester(@Nullable Long subscriptionId) {

  public static final Requester BERTH = new Requester(null);

  /** Not the last part: what Berth asks by itself must not turn callers away. */
  private static final double BERTHS_PART = 0.8;

  /** So that no subscription can spend what others need. */
  private static final int SUBSCRIPTIONS = 4;

  public static Requester of(long subscriptionId) {
    return new Requester(subscriptionId);
  }

  /** The highest number of a permit that it may take, of so many. */
  int mostOf(int budget) {
    return subscriptionId == null ? Math.max(1, (int) (budget * BERTHS_PART)) : budget;
  }

  /** How many permits one subscription may have spent: at least one, else a quarter. */
  static int quarterOf(int budget) {
    return Math.max(1, budget / SUBSCRIPTIONS);
  }
}
