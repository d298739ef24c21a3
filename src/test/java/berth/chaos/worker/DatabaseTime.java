package berth.chaos.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * Translates times by the database's clock, which is that of this machine, to {@link
 * System#nanoTime}. A thread may be held up between looking at the one clock and at the other.
 */
final class DatabaseTime {

  private DatabaseTime() {}

  /** Not later than the moment. */
  static long notAfter(Instant moment) {
    long now = System.nanoTime();
    return now + Duration.between(Instant.now(), moment).toNanos();
  }

  /** Not earlier than the moment. */
  static long notBefore(Instant moment) {
    long left = Duration.between(Instant.now(), moment).toNanos();
    return System.nanoTime() + left;
  }
}
