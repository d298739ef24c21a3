package berth.chaos.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges, by what the holders saw, whether the service kept its promises. */
public final class InvariantCheck {

  private InvariantCheck() {}

  /**
   * Leases that an account had no room for: when one of them began, the account had more of them
   * than the limit that was in force when the newest was granted. The fence tells which is newer.
   *
   * @param limits by channel
   * @return a line for each
   */
  public static List<String> overGrants(List<HeldLease> leases, Map<String, LimitHistory> limits) {
    List<String> found = new ArrayList<>();
    Map<String, List<HeldLease>> running = new HashMap<>();
    List<HeldLease> byStart =
        leases.stream()
            .filter(lease -> lease.told() < lease.until())
            .sorted(Comparator.comparingLong(HeldLease::told))
            .toList();
    for (HeldLease begun : byStart) {
      // what nobody configured may run nothing
      LimitHistory account = limits.getOrDefault(begun.channel(), new LimitHistory());
      List<HeldLease> now = running.computeIfAbsent(begun.channel(), channel -> new ArrayList<>());
      now.removeIf(lease -> lease.until() <= begun.told());
      now.add(begun);
      now.sort(Comparator.comparingLong(HeldLease::fence));
      for (int older = 0; older < now.size(); older++) {
        HeldLease newest = now.get(older);
        int limit = account.largest(newest.asked(), newest.told());
        if (older + 1 > limit) {
          found.add("%d ran where %d may: %s".formatted(older + 1, limit, now));
          break;
        }
      }
    }
    return found;
  }

  /**
   * Fences that don't do what they are for: to tell which of two leases is the newer one.
   *
   * @return a line for each
   */
  public static List<String> fencesOutOfOrder(List<HeldLease> leases) {
    List<String> found = new ArrayList<>();
    Set<Long> fences = new HashSet<>();
    Set<String> slots = new HashSet<>();
    for (HeldLease lease : leases) {
      if (!fences.add(lease.fence()) || !slots.add(lease.slot())) {
        found.add("granted twice: " + lease);
      }
    }
    List<HeldLease> byTold =
        leases.stream().sorted(Comparator.comparingLong(HeldLease::told)).toList();
    List<HeldLease> byAsked =
        leases.stream().sorted(Comparator.comparingLong(HeldLease::asked)).toList();
    int known = 0;
    long largest = Long.MIN_VALUE;
    for (HeldLease lease : byAsked) {
      while (byTold.get(known).told() < lease.asked()) {
        largest = Math.max(largest, byTold.get(known).fence());
        known++;
      }
      if (lease.fence() <= largest) {
        found.add("not above %d, which was there before: %s".formatted(largest, lease));
      }
    }
    return found;
  }

  /** How many slots less than the limits allow could be taken when all were free. */
  public static int lost(Map<String, Integer> limits, List<String> takenChannels) {
    return beyond(limits, count(takenChannels));
  }

  /** How many slots more than the limits allow could be taken at the same time. */
  public static int surplus(Map<String, Integer> limits, List<String> takenChannels) {
    return beyond(count(takenChannels), limits);
  }

  private static Map<String, Integer> count(List<String> channels) {
    Map<String, Integer> counts = new HashMap<>();
    channels.forEach(channel -> counts.merge(channel, 1, Integer::sum));
    return counts;
  }

  private static int beyond(Map<String, Integer> counts, Map<String, Integer> others) {
    return counts.entrySet().stream()
        .mapToInt(entry -> Math.max(0, entry.getValue() - others.getOrDefault(entry.getKey(), 0)))
        .sum();
  }
}
