package berth.account.health;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next check of an account that Discord has refused: a minute at first,
 * doubled after each refusal, at most six hours. A random fifth more or less, so that accounts that
 * were refused together are not checked together.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(6);

  /** After this many doublings, the first pause is longer than the longest. */
  private static final int MAX_DOUBLINGS = 9;

  /** The bounds of the random factor. */
  private static final double MIN = 0.8;

  private static final double MAX = 1.2;

  private final RandomGenerator random;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The pause before the next check.
   *
   * @param failures how many times in a row Discord had refused the account before
   */
  public Duration after(int failures) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Duration capped = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return Duration.ofMillis((long) (capped.toMillis() * random.nextDouble(MIN, MAX)));
  }
}
