package berth.time;

import java.time.Duration;

/** Until when something is waited for, whatever happens to the clock on the wall. */
public final class Deadline {

  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  /** The one that is so far away. */
  public static Deadline in(Duration pause) {
    return new Deadline(System.nanoTime() + pause.toNanos());
  }

  /**
   * How long it is until then, in whole milliseconds, which is the least that a timer can wait;
   * zero when it is over.
   */
  public Duration left() {
    return Duration.ofMillis(Math.max(0, Duration.ofNanos(nanos - System.nanoTime()).toMillis()));
  }

  public boolean isOver() {
    return left().isZero();
  }
}
