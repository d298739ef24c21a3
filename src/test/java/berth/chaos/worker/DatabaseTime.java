package berth.chaos.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * Converts times of the database's clock, which is that of this machine, to {@link
 * System#nanoTime}. A thread may be suspended between reading the one clock and the other.
 */
final class DatabaseTime {

  private DatabaseTime() {}

  /** A time that is not later than the moment. */
  static long notAfter(Instant moment) {
    long now = System.nanoTime();
    return now + Duration.between(Instant.now(), moment).toNanos();
  }

  /** A time that is not earlier than the moment. */
  static long notBefore(Instant moment) {
    long left = Duration.between(Instant.now(), moment).toNanos();
    return System.nanoTime() + left;
  }
}
