package berth.waiting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Those who wait in this pod. A waiter looks for itself, and parks when it found nothing; whoever
 * hears of something that may do wakes those who wait for it.
 *
 * <p>No wake-up is missed: a waiter asks for the number of wake-ups before it looks, and can't park
 * when there was another meanwhile.
 */
final class LocalWaiters {

  /** Of those with the same pin: so many can be served together. */
  private static final int MOST_WOKEN = 256;

  /** Of one subscription: more would wait for longer than callers do, and cost the others. */
  private static final int MOST_OF_ONE = 1_000;

  /** Of all: each has a connection, and some are left for those who do not wait. */
  private static final int MOST_OF_ALL = 1_500;

  /** Those of one subscription. */
  private static final class Line {

    private final Map<String, NavigableMap<Long, Waiter>> byPin = new HashMap<>();
    private long wakeUps;
    private int size;
  }

  private final Map<Long, Line> lines = new HashMap<>();

  /** How many of each subscription are here, or on their way. */
  private final Map<Long, Integer> admitted = new HashMap<>();

  private int admittedInAll;
  private boolean closed;

  /**
   * Whether one more of the subscription may come in. Who may must either come and {@link #leave},
   * or {@link #stayOut}.
   */
  synchronized boolean admit(long subscriptionId) {
    int before = admitted.getOrDefault(subscriptionId, 0);
    if (before == MOST_OF_ONE || admittedInAll == MOST_OF_ALL) {
      return false;
    }
    admitted.put(subscriptionId, before + 1);
    admittedInAll++;
    return true;
  }

  /** One that was admitted does not come. */
  synchronized void stayOut(long subscriptionId) {
    admittedInAll--;
    admitted.computeIfPresent(
        subscriptionId, (subscription, before) -> before == 1 ? null : before - 1);
  }

  /** Lets in one that was admitted. It does not hear of what was before. */
  synchronized void enter(Waiter waiter) {
    Line line = lines.computeIfAbsent(waiter.subscriptionId(), subscription -> new Line());
    line.byPin.computeIfAbsent(waiter.pin(), pin -> new TreeMap<>()).put(waiter.ticket(), waiter);
    line.size++;
  }

  /**
   * Lets it go; nothing happens if it has gone before. Who is one of the first in its place looks
   * for itself, for it was not woken with them.
   */
  void leave(Waiter waiter) {
    List<Consumer<WaitEnd>> woken = new ArrayList<>();
    synchronized (this) {
      waiter.parked = null;
      Line line = lines.get(waiter.subscriptionId());
      NavigableMap<Long, Waiter> likes = line == null ? null : line.byPin.get(waiter.pin());
      if (line != null && likes != null && likes.remove(waiter.ticket()) != null) {
        stayOut(waiter.subscriptionId());
        line.size--;
        if (likes.isEmpty()) {
          line.byPin.remove(waiter.pin());
        }
        if (line.size == 0) {
          lines.remove(waiter.subscriptionId());
        }
        likes.values().stream()
            .skip(MOST_WOKEN - 1L)
            .limit(1)
            .forEach(next -> callIfParked(next, woken));
      }
    }
    woken.forEach(parked -> parked.accept(WaitEnd.LOOK));
  }

  /** How often the waiter's like were woken: to be asked for before it looks. */
  synchronized long wakeUps(Waiter waiter) {
    Line line = lines.get(waiter.subscriptionId());
    return line == null ? 0 : line.wakeUps;
  }

  /**
   * Parks a waiter that found nothing.
   *
   * @param wakeUps how many there were before it looked
   * @param parked is called once, perhaps at once: {@code LOOK} or {@code CLOSED}
   */
  void park(Waiter waiter, long wakeUps, Consumer<WaitEnd> parked) {
    WaitEnd atOnce = null;
    synchronized (this) {
      if (closed) {
        atOnce = WaitEnd.CLOSED;
      } else if (wakeUps(waiter) != wakeUps) {
        atOnce = WaitEnd.LOOK;
      } else {
        waiter.parked = parked;
      }
    }
    if (atOnce != null) {
      parked.accept(atOnce);
    }
  }

  /**
   * Is not to be called any more. By now the waiter may have looked and parked again: that is none
   * of our business.
   */
  synchronized void unpark(Waiter waiter, Consumer<WaitEnd> parked) {
    if (waiter.parked == parked) {
      waiter.parked = null;
    }
  }

  /** Wakes those of the subscription, those that came first first, whatever they are pinned to. */
  void wake(long subscriptionId) {
    List<Consumer<WaitEnd>> woken = new ArrayList<>();
    synchronized (this) {
      Line line = lines.get(subscriptionId);
      if (line != null) {
        line.wakeUps++;
        line.byPin
            .values()
            .forEach(
                likes ->
                    likes.values().stream()
                        .limit(MOST_WOKEN)
                        .forEach(waiter -> callIfParked(waiter, woken)));
      }
    }
    woken.forEach(parked -> parked.accept(WaitEnd.LOOK));
  }

  /** Wakes those of all subscriptions. */
  void wakeAll() {
    List<Long> subscriptions;
    synchronized (this) {
      subscriptions = List.copyOf(lines.keySet());
    }
    subscriptions.forEach(this::wake);
  }

  /** Sends everybody away, and whoever comes from now on. */
  void close() {
    List<Consumer<WaitEnd>> woken = new ArrayList<>();
    synchronized (this) {
      closed = true;
      waiters().forEach(waiter -> callIfParked(waiter, woken));
    }
    woken.forEach(parked -> parked.accept(WaitEnd.CLOSED));
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** How many of the subscription wait. */
  synchronized int size(long subscriptionId) {
    Line line = lines.get(subscriptionId);
    return line == null ? 0 : line.size;
  }

  /** All who wait. */
  synchronized List<Waiter> waiters() {
    return lines.values().stream()
        .flatMap(line -> line.byPin.values().stream())
        .flatMap(likes -> likes.values().stream())
        .toList();
  }

  private static void callIfParked(Waiter waiter, List<Consumer<WaitEnd>> woken) {
    if (waiter.parked != null) {
      woken.add(waiter.parked);
      waiter.parked = null;
    }
  }
}
