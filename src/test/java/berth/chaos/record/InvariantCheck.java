package berth.chaos.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks, by what the holders saw, whether the service kept its invariants. */
public final class InvariantCheck {

  private InvariantCheck() {}

  /**
   * Finds leases beyond the limit: when one of them began, the account had more leases than the
   * limit that was in force when the newest of them was granted. The fence says which lease is
   * newer.
   *
   * @param limits by channel
   * @return a line for each
   */
  public static List<String> overGrants(List<HeldLease> leases, Map<String, LimitHistory> limits) {
    List<String> found = new ArrayList<>();
    Map<String, List<HeldLease>> running = new HashMap<>();
    List<HeldLease> byStart =
        leases.stream()
            .filter(lease -> lease.acknowledged() < lease.until())
            .sorted(Comparator.comparingLong(HeldLease::acknowledged))
            .toList();
    for (HeldLease begun : byStart) {
      // an account that was never configured may run nothing
      LimitHistory account = limits.getOrDefault(begun.channel(), new LimitHistory());
      List<HeldLease> now = running.computeIfAbsent(begun.channel(), channel -> new ArrayList<>());
      now.removeIf(lease -> lease.until() <= begun.acknowledged());
      now.add(begun);
      now.sort(Comparator.comparingLong(HeldLease::fence));
      for (int older = 0; older < now.size(); older++) {
        HeldLease newest = now.get(older);
        int limit = account.largest(newest.requested(), newest.acknowledged());
        if (older + 1 > limit) {
          found.add("%d ran where the limit is %d: %s".formatted(older + 1, limit, now));
          break;
        }
      }
    }
    return found;
  }

  /**
   * Finds fences that do not say which of two leases is the newer one.
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
    List<HeldLease> byAcknowledged =
        leases.stream().sorted(Comparator.comparingLong(HeldLease::acknowledged)).toList();
    List<HeldLease> byRequested =
        leases.stream().sorted(Comparator.comparingLong(HeldLease::requested)).toList();
    int known = 0;
    long largest = Long.MIN_VALUE;
    for (HeldLease lease : byRequested) {
      while (byAcknowledged.get(known).acknowledged() < lease.requested()) {
        largest = Math.max(largest, byAcknowledged.get(known).fence());
        known++;
      }
      if (lease.fence() <= largest) {
        found.add("not above %d, which was granted before: %s".formatted(largest, lease));
      }
    }
    return found;
  }

  /** The number of slots that the limits allow but that could not be taken when all were free. */
  public static int lost(Map<String, Integer> limits, List<String> takenChannels) {
    return beyond(limits, count(takenChannels));
  }

  /** The number of slots beyond the limits that could be taken at the same time. */
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
