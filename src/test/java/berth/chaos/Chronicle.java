package berth.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What happened. Many threads write it at once. */
final class Chronicle {

  private final Queue<Held> leases = new ConcurrentLinkedQueue<>();
  private final Map<String, Limits> limits = new ConcurrentHashMap<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestReturn = new AtomicLong();
  private final Map<Figure, AtomicLong> figures = new EnumMap<>(Figure.class);

  Chronicle() {
    for (Figure figure : Figure.values()) {
      figures.put(figure, new AtomicLong());
    }
  }

  void count(Figure figure) {
    count(figure, 1);
  }

  void count(Figure figure, long more) {
    counter(figure).addAndGet(more);
  }

  long countOf(Figure figure) {
    return counter(figure).get();
  }

  void held(Held lease) {
    leases.add(lease);
  }

  List<Held> leases() {
    return List.copyOf(leases);
  }

  /** The limits of the account with that channel. */
  void limited(String channel, Limits account) {
    limits.put(channel, account);
  }

  Map<String, Limits> limits() {
    return Map.copyOf(limits);
  }

  /** The service did what it must never do. */
  void broken(String promise) {
    broken.add(promise);
  }

  List<String> brokenPromises() {
    return List.copyOf(broken);
  }

  /** A slot was granted again so long after its lease had ended. */
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
