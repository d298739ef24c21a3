package berth.chaos.record;

import java.util.ArrayList;
import java.util.List;

/**
 * Which limits of one account can have been in force when. Whoever changes it does so one change
 * after the other, and doesn't always hear what came of one. Times are of {@link System#nanoTime}.
 */
public final class LimitHistory {

  /**
   * @param settled when the limit was in force for certain, or the latest time at which a change
   *     whose answer never came can have taken effect
   */
  private record Change(int limit, long asked, long settled, boolean answered) {}

  private final List<Change> changes = new ArrayList<>();

  /** One that is never changed. */
  public static LimitHistory always(int limit) {
    LimitHistory limits = new LimitHistory();
    limits.changed(limit, Long.MIN_VALUE, Long.MIN_VALUE);
    return limits;
  }

  /** A change that was asked for, and answered with success. */
  public synchronized void changed(int limit, long asked, long answered) {
    changes.add(new Change(limit, asked, answered, true));
  }

  /** A change that was asked for and took effect until the latest time, or never. */
  public synchronized void maybeChanged(int limit, long asked, long latest) {
    changes.add(new Change(limit, asked, latest, false));
  }

  /** The largest limit that can have been in force at any moment from one time to the other. */
  synchronized int largest(long from, long until) {
    int largest = 0;
    for (int i = 0; i < changes.size() && changes.get(i).asked() <= until; i++) {
      if (from <= end(i)) {
        largest = Math.max(largest, changes.get(i).limit());
      }
    }
    return largest;
  }

  /** Up to when the change can have been in force: one that came later for certain ends it. */
  private long end(int number) {
    long settled = changes.get(number).settled();
    for (Change later : changes.subList(number + 1, changes.size())) {
      if (later.answered() && later.asked() > settled) {
        return later.settled();
      }
    }
    return Long.MAX_VALUE;
  }
}
