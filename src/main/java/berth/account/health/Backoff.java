package berth.account.health;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave an account alone that Discord has refused: a minute at first, twice as long
 * after each time, at most six hours. A fifth more or less, so that those who were refused together
 * are not asked about together.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(6);

  /** So often doubled, the first is longer than the longest. */
  private static final int MOST_DOUBLINGS = 9;

  private static final double LEAST = 0.8;
  private static final double MOST = 1.2;

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause before the next check.
   *
   * @param failures how often in a row Discord has refused it before
   */
  public Duration after(int failures) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration capped = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return Duration.ofMillis((long) (capped.toMillis() * random.nextDouble(LEAST, MOST)));
  }
}
