package berth.chaos.fault;

/** Since when something has been left alone. Times are of {@link System#nanoTime}. */
public final class SettlingTime {

  private volatile long since = Long.MIN_VALUE;

  /** From now on it is not left alone. */
  void disturb() {
    since = Long.MAX_VALUE;
  }

  /** From now on it is. */
  void leave() {
    since = System.nanoTime();
  }

  public boolean since(long time) {
    return since <= time;
  }

  boolean now() {
    return since != Long.MAX_VALUE;
  }
}
