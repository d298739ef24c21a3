package berth.chaos.record;

import java.util.ArrayList;
import java.util.List;

/**
 * The limits of one account that can have been in force at each time. One caller makes the changes,
 * one after the other, and does not always learn the outcome of a change. Times are of {@link
 * System#nanoTime}.
 */
public final class LimitHistory {

  /**
   * @param settled when the limit was in force for certain, or the latest time at which a change
   *     without an answer can have taken effect
   */
  private record Change(int limit, long requested, long settled, boolean answered) {}

  private final List<Change> changes = new ArrayList<>();

  /** The history of a limit that never changes. */
  public static LimitHistory always(int limit) {
    LimitHistory limits = new LimitHistory();
    limits.changed(limit, Long.MIN_VALUE, Long.MIN_VALUE);
    return limits;
  }

  /** A change that was requested, and answered with success. */
  public synchronized void changed(int limit, long requested, long answered) {
    changes.add(new Change(limit, requested, answered, true));
  }

  /** A change that was requested and took effect by the latest time, or never. */
  public synchronized void maybeChanged(int limit, long requested, long latest) {
    changes.add(new Change(limit, requested, latest, false));
  }

  /** The largest limit that can have been in force at any moment from one time to the other. */
  synchronized int largest(long from, long until) {
    int largest = 0;
    for (int i = 0; i < changes.size() && changes.get(i).requested() <= until; i++) {
      if (from <= end(i)) {
        largest = Math.max(largest, changes.get(i).limit());
      }
    }
    return largest;
  }

  /**
   * The time until which the change can have been in force. An answered change that came later for
   * certain ends it.
   */
  private long end(int number) {
    long settled = changes.get(number).settled();
    for (Change later : changes.subList(number + 1, changes.size())) {
      if (later.answered() && later.requested() > settled) {
        return later.settled();
      }
    }
    return Long.MAX_VALUE;
  }
}
