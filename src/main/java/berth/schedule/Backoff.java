package berth.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before something that has failed is tried again: doubled after each failure, up
 * to a longest pause. A random fifth more or less, so that what failed together is not tried
 * together.
 */
public final class Backoff {

  /** After this many doublings, any first pause is longer than any longest one. */
  private static final int MAX_DOUBLINGS = 20;

  /** The bounds of the random factor. */
  private static final double MIN = 0.8;

  private static final double MAX = 1.2;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;

  /** A backoff between these pauses. */
  public Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /**
   * The pause before the next try.
   *
   * @param failures how many times in a row it had failed before
   */
  public Duration after(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Duration capped = doubled.compareTo(longest) > 0 ? longest : doubled;
    return Duration.ofMillis((long) (capped.toMillis() * random.nextDouble(MIN, MAX)));
  }
}
