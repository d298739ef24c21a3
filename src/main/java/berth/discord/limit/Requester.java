package berth.discord.limit;

import org.jspecify.annotations.Nullable;

/**
 * The party that a request to Discord is made for: a subscription, or Berth itself. It decides how
 * many permits of the budget the request may use, and in which queue its look-up waits.
 *
 * @param subscriptionId the subscription whose caller waits for the response; {@code null} for
 *     Berth's own checks
 */
public record Requester(@Nullable Long subscriptionId) {

  public static final Requester BERTH = new Requester(null);

  /** Berth's own checks leave the rest of the budget, so that callers are not refused for them. */
  private static final double BERTHS_SHARE = 0.8;

  /** One subscription may spend one of so many parts, so that it can't spend what others need. */
  private static final int PARTS = 4;

  public static Requester of(long subscriptionId) {
    return new Requester(subscriptionId);
  }

  /** The highest number of a permit that the requester may take, of a budget of so many permits. */
  int maxPermit(int budget) {
    return subscriptionId == null ? Math.max(1, (int) (budget * BERTHS_SHARE)) : budget;
  }

  /** How many permits one subscription may have spent: a quarter of the budget, at least one. */
  static int quarterOf(int budget) {
    return Math.max(1, budget / PARTS);
  }
}
