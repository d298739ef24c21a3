package berth.harness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A time during which a worker held a slot for certain: from the answer that granted the slot until
 * the worker sent the release or could have lost the slot. Times are of {@link System#nanoTime}.
 */
public record Holding(String channel, long from, long until) {

  /** The largest number of holdings of the channel at any one time. */
  public static int mostAtOnce(Collection<Holding> holdings, String channel) {
    record Change(long at, int by) {}
    List<Change> changes = new ArrayList<>();
    for (Holding holding : holdings) {
      if (holding.channel().equals(channel) && holding.from() < holding.until()) {
        changes.add(new Change(holding.from(), 1));
        changes.add(new Change(holding.until(), -1));
      }
    }
    // a holding that ends at the moment when another begins does not overlap it
    changes.sort(Comparator.comparingLong(Change::at).thenComparingInt(Change::by));
    int now = 0;
    int most = 0;
    for (Change change : changes) {
      now += change.by();
      most = Math.max(most, now);
    }
    return most;
  }
}
