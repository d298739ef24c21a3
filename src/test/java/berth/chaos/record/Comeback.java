package berth.chaos.record;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Follows the only slot of an account that only one caller wants, and judges how soon it is back
 * when a lease on it ends. Times are of {@link System#nanoTime}.
 *
 * <p>A lease that nobody knows of may run after a request whose outcome is not known. For as long
 * as it may, nothing is judged.
 */
public final class Comeback {

  /** A request that was given up takes effect within this time, or never. */
  private static final long LATE = TimeUnit.SECONDS.toNanos(3);

  /** The promise is a second; the rest is for pods that have just started on a busy machine. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Between the clock of the database and ours. */
  private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(100);

  private final History chronicle;
  private long doubtfulUntil = Long.MIN_VALUE;

  /** When the last lease had ended for certain; in the future for one that runs. */
  private long ended = Long.MAX_VALUE;

  /** Since when no request has met what a fault was done to. */
  private long undisturbedFrom = Long.MIN_VALUE;

  public Comeback(History chronicle) {
    this.chronicle = chronicle;
  }

  /** Nobody knows what came of a request. */
  public void unknown(long told) {
    doubtfulUntil = told + LATE;
    ended = Long.MAX_VALUE;
  }

  /** The slot was granted. The time it took is judged when no fault was part of it. */
  public void granted(long told, boolean undisturbed) {
    if (undisturbed && ended <= told) {
      Duration after = Duration.ofNanos(told - Math.max(ended, undisturbedFrom));
      chronicle.returned(after);
      if (after.compareTo(LONGEST) > 0) {
        chronicle.broken("a slot was not back for " + after);
      }
    }
    ended = Long.MAX_VALUE;
  }

  /** The lease that was granted at some time ends then, or has ended. */
  public void ends(long granted, long then) {
    ended = granted > doubtfulUntil ? then : Long.MAX_VALUE;
  }

  /** The answer to a request was that the account is busy, or was when it was last looked at. */
  public void busy(long lookedAt, long told, boolean undisturbed) {
    if (!undisturbed) {
      undisturbedFrom = told;
    }
    if (ended < Long.MAX_VALUE - SLACK && lookedAt > ended + SLACK) {
      chronicle.broken(
          "a free slot was not granted %s after its lease had ended"
              .formatted(Duration.ofNanos(lookedAt - ended)));
    }
  }
}
