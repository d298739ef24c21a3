package berth.chaos.record;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Follows the only slot of an account that only one caller takes, and checks how soon the slot is
 * granted again when a lease on it has ended. Times are of {@link System#nanoTime}.
 *
 * <p>After a request whose outcome is unknown, a lease may run that the caller does not know of.
 * Nothing is checked for as long as it may run.
 */
public final class Comeback {

  /** A request that the caller gave up takes effect within this time, or never. */
  private static final long LATEST_EFFECT = TimeUnit.SECONDS.toNanos(3);

  /**
   * The service promises one second; the rest is for pods that have just started on a busy machine.
   */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** The allowed difference between the clock of the database and that of the test. */
  private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(100);

  private final History history;
  private long unknownUntil = Long.MIN_VALUE;

  /** The time by which the last lease has certainly ended; in the future while a lease runs. */
  private long ended = Long.MAX_VALUE;

  /** The time since which no request has met the effects of a fault. */
  private long undisturbedFrom = Long.MIN_VALUE;

  public Comeback(History history) {
    this.history = history;
  }

  /** The outcome of a request is unknown. */
  public void unknown(long completed) {
    unknownUntil = completed + LATEST_EFFECT;
    ended = Long.MAX_VALUE;
  }

  /**
   * The slot was granted. The time since it was free is checked when no fault affected the request.
   */
  public void granted(long acknowledged, boolean undisturbed) {
    if (undisturbed && ended <= acknowledged) {
      Duration after = Duration.ofNanos(acknowledged - Math.max(ended, undisturbedFrom));
      history.returned(after);
      if (after.compareTo(LONGEST) > 0) {
        history.violation("a free slot was not granted for " + after);
      }
    }
    ended = Long.MAX_VALUE;
  }

  /** The lease that was granted at the first time ends, or has ended, at the second. */
  public void ends(long granted, long end) {
    ended = granted > unknownUntil ? end : Long.MAX_VALUE;
  }

  /**
   * The answer to a request was that the account is busy.
   *
   * @param queried the earliest time at which the last query for a free slot can have run
   */
  public void busy(long queried, long completed, boolean undisturbed) {
    if (!undisturbed) {
      undisturbedFrom = completed;
    }
    if (ended < Long.MAX_VALUE - SLACK && queried > ended + SLACK) {
      history.violation(
          "a free slot was not granted %s after its lease had ended"
              .formatted(Duration.ofNanos(queried - ended)));
    }
  }
}
