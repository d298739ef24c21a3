package berth.chaos.record;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The events of a run. Many threads write at once. */
public final class History {

  private final Queue<HeldLease> leases = new ConcurrentLinkedQueue<>();
  private final Map<String, LimitHistory> limits = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestReturn = new AtomicLong();
  private final Map<Figure, AtomicLong> figures = new EnumMap<>(Figure.class);

  public History() {
    for (Figure figure : Figure.values()) {
      figures.put(figure, new AtomicLong());
    }
  }

  public void count(Figure figure) {
    count(figure, 1);
  }

  public void count(Figure figure, long more) {
    counter(figure).addAndGet(more);
  }

  long countOf(Figure figure) {
    return counter(figure).get();
  }

  public void addLease(HeldLease lease) {
    leases.add(lease);
  }

  public List<HeldLease> leases() {
    return List.copyOf(leases);
  }

  /** Adds the limits of the account with that channel. */
  public void addLimits(String channel, LimitHistory account) {
    limits.put(channel, account);
  }

  public Map<String, LimitHistory> limits() {
    return Map.copyOf(limits);
  }

  /** The service did what it must never do. */
  public void violation(String what) {
    violations.add(what);
  }

  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** A slot was granted again this long after its lease had ended. */
  void returned(Duration after) {
    count(Figure.RETURNS_TIMED);
    longestReturn.accumulateAndGet(after.toMillis(), Math::max);
  }

  Duration longestReturn() {
    return Duration.ofMillis(longestReturn.get());
  }

  private AtomicLong counter(Figure figure) {
    return figures.getOrDefault(figure, new AtomicLong());
  }
}
