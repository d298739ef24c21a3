package berth.harness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A time during which a worker held a slot for certain: from after it was told so until before it
 * gave it back or could have lost it. Times are of {@link System#nanoTime}.
 */
public record Holding(String channel, long from, long until) {

  /** The most holdings of the channel that there were at any one time. */
  public static int mostAtOnce(Collection<Holding> holdings, String channel) {
    record Change(long at, int by) {}
    List<Change> changes = new ArrayList<>();
    for (Holding holding : holdings) {
      if (holding.channel().equals(channel) && holding.from() < holding.until()) {
        changes.add(new Change(holding.from(), 1));
        changes.add(new Change(holding.until(), -1));
      }
    }
    // who leaves at the moment when another comes has left
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
