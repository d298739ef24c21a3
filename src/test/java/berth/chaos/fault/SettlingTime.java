package berth.chaos.fault;

/** The time since which no fault affects a part of the service, by {@link System#nanoTime}. */
public final class SettlingTime {

  private volatile long undisturbedSince = Long.MIN_VALUE;

  /** A fault affects the part from now on. */
  void disturb() {
    undisturbedSince = Long.MAX_VALUE;
  }

  /** No fault affects the part from now on. */
  void settle() {
    undisturbedSince = System.nanoTime();
  }

  public boolean isUndisturbedSince(long time) {
    return undisturbedSince <= time;
  }

  boolean isUndisturbed() {
    return undisturbedSince != Long.MAX_VALUE;
  }
}
