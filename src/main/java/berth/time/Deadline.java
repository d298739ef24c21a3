package berth.time;

import java.time.Duration;

/** The time by which work must end. Changes of the system clock do not move it. */
public final class Deadline {

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** The deadline after the time. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * The time left, in whole milliseconds, since a timer can't wait for less than one; zero when the
   * deadline is over.
   */
  public Duration left() {
    return Duration.ofMillis(Math.max(0, Duration.ofNanos(nanos - System.nanoTime()).toMillis()));
  }

  public boolean isOver() {
    return left().isZero();
  }
}
