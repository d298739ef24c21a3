package berth.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The time of one slot, in nanoseconds of {@link System#nanoTime}, which no one sets, and which
 * goes on while the process is stopped. The service begins to count after the request was sent, so
 * the lease runs at least until then plus its length. Guarded by its {@link Slot}.
 */
final class LeaseTime {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /**
   * The pauses between renewals that fail. They double, but a renewal is tried while there is time.
   */
  private static final long FIRST_RETRY = Duration.ofMillis(500).toNanos();

  private static final long LONGEST_RETRY = Duration.ofSeconds(10).toNanos();

  private final int seconds;
  private final @Nullable Long holdUntil;
  private long deadline;
  private long renewAt;
  private boolean renewed = true;
  private int failures;

  /**
   * Begins.
   *
   * @param sent when the request was sent that granted the lease
   * @param left the seconds of the answer
   */
  LeaseTime(long sent, TakeOptions options, long left) {
    this.seconds = options.leaseSeconds();
    this.holdUntil = options.maxHold() == null ? null : sent + options.maxHold().toNanos();
    this.deadline = sent + left * SECOND;
    schedule(sent);
  }

  /** The service has renewed the lease, by a request that was sent then. */
  void renewed(long sent, long left) {
    long newDeadline = sent + left * SECOND;
    deadline = newDeadline - deadline > 0 ? newDeadline : deadline;
    failures = 0;
    schedule(sent);
  }

  /** At a third of the lease, a little earlier by chance, so that pools don't renew in step. */
  private void schedule(long sent) {
    double part = ThreadLocalRandom.current().nextDouble(0.25, 0.33);
    renewAt = sent + (long) ((deadline - sent) * part);
  }

  /**
   * A renewal has failed, and is tried again.
   *
   * @param retryAfter the seconds that the service asks for; {@code null} if it asks for none
   */
  void retry(@Nullable Integer retryAfter) {
    long backoff = Math.min(LONGEST_RETRY, FIRST_RETRY << failures);
    long pause =
        retryAfter == null
            ? Math.max(FIRST_RETRY, Math.min(backoff, untilLost() / 4))
            : Math.max(1, retryAfter) * SECOND;
    failures = Math.min(10, failures + 1);
    double jitter = ThreadLocalRandom.current().nextDouble(1, 1.25);
    renewAt = System.nanoTime() + (long) (pause * jitter);
  }

  /** Nanoseconds for one renewal, such that there is time for another when it hangs. */
  long timeToRenew() {
    return Math.max(SECOND / 2, Math.min(10 * SECOND, untilLost() / 2));
  }

  /** Whether so much of the lease has passed that a new holder should renew it first. */
  boolean isWorn() {
    return deadline - System.nanoTime() < seconds * SECOND / 10 * 9;
  }

  void renewNoMore() {
    renewed = false;
  }

  long deadline() {
    return deadline;
  }

  /** Nanoseconds until the next renewal; the longest time if there is none. */
  long untilRenewal() {
    return renewed ? renewAt - System.nanoTime() : Long.MAX_VALUE;
  }

  /** Whether it is due, or will be within a tenth of the lease: such renewals go together. */
  boolean isDueSoon() {
    return untilRenewal() <= seconds * SECOND / 10;
  }

  /** Nanoseconds until the holder is told that the slot is lost, early enough to stop the job. */
  long untilLost() {
    long margin = Math.max(SECOND, seconds * SECOND / 10);
    long end = holdUntil != null && holdUntil - deadline < 0 ? holdUntil : deadline;
    return end - margin - System.nanoTime();
  }

  /** Why it is lost when the time is over. */
  LostReason reason() {
    boolean heldOut = holdUntil != null && (!renewed || holdUntil - deadline <= 0);
    return heldOut ? LostReason.MAX_HOLD : LostReason.UNRENEWED;
  }

  /** Seconds to renew for: 0 to renew no more; -1 for the length that the lease has. */
  int nextSeconds() {
    if (holdUntil == null) {
      return -1;
    }
    int left = (int) Math.max(0, (holdUntil - System.nanoTime()) / SECOND);
    if (left >= seconds) {
      return -1;
    }
    return left < TakeOptions.SHORTEST || deadline - holdUntil >= 0 ? 0 : left;
  }
}
