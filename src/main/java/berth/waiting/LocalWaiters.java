package berth.waiting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The waiters of this pod. A waiter tries for itself to take a slot, and parks when there is none.
 * An event after which there may be a slot wakes the waiters of the subscription.
 *
 * <p>No wake-up is missed: a waiter reads the number of wake-ups before it tries, and can't park if
 * the number has changed meanwhile.
 */
final class LocalWaiters {

  /** Maximum waiters with the same pin that one wake-up wakes: so many can be served together. */
  private static final int MAX_WOKEN = 256;

  /**
   * Maximum waiters of one subscription. More would wait longer than callers do, at the cost of
   * other subscriptions.
   */
  private static final int MAX_OF_SUBSCRIPTION = 1_000;

  /**
   * Maximum waiters of all subscriptions. Each waiter has a connection, and some connections are
   * left for callers that do not wait.
   */
  private static final int MAX_OF_ALL = 1_500;

  /** The waiters of one subscription. */
  private static final class SubscriptionQueue {

    private final Map<String, NavigableMap<Long, Waiter>> byPin = new HashMap<>();
    private long wakeUps;
    private int size;
  }

  private final Map<Long, SubscriptionQueue> queues = new HashMap<>();

  /** The number of requests of each subscription that are in its queue or about to enter. */
  private final Map<Long, Integer> admitted = new HashMap<>();

  private int admittedOfAll;
  private boolean closed;

  /**
   * Whether one more request of the subscription may wait. A request that may must either enter and
   * {@link #leave}, or {@link #cancelAdmission}.
   */
  synchronized boolean admit(long subscriptionId) {
    int before = admitted.getOrDefault(subscriptionId, 0);
    if (before == MAX_OF_SUBSCRIPTION || admittedOfAll == MAX_OF_ALL) {
      return false;
    }
    admitted.put(subscriptionId, before + 1);
    admittedOfAll++;
    return true;
  }

  /** A request that was admitted does not enter, or has left. */
  synchronized void cancelAdmission(long subscriptionId) {
    admittedOfAll--;
    admitted.computeIfPresent(
        subscriptionId, (subscription, before) -> before == 1 ? null : before - 1);
  }

  /** Adds a waiter that was admitted. Earlier wake-ups do not reach it. */
  synchronized void enter(Waiter waiter) {
    SubscriptionQueue queue =
        queues.computeIfAbsent(waiter.subscriptionId(), subscription -> new SubscriptionQueue());
    queue.byPin.computeIfAbsent(waiter.pin(), pin -> new TreeMap<>()).put(waiter.ticket(), waiter);
    queue.size++;
  }

  /**
   * Removes the waiter; nothing happens if it has left before. The waiter that thereby becomes one
   * of the first {@value #MAX_WOKEN} is woken, for it was not woken with them.
   */
  void leave(Waiter waiter) {
    List<Consumer<WaitEnd>> callbacks = new ArrayList<>();
    synchronized (this) {
      waiter.callback = null;
      SubscriptionQueue queue = queues.get(waiter.subscriptionId());
      NavigableMap<Long, Waiter> samePin = queue == null ? null : queue.byPin.get(waiter.pin());
      if (queue != null && samePin != null && samePin.remove(waiter.ticket()) != null) {
        cancelAdmission(waiter.subscriptionId());
        queue.size--;
        if (samePin.isEmpty()) {
          queue.byPin.remove(waiter.pin());
        }
        if (queue.size == 0) {
          queues.remove(waiter.subscriptionId());
        }
        samePin.values().stream()
            .skip(MAX_WOKEN - 1L)
            .limit(1)
            .forEach(next -> takeCallback(next, callbacks));
      }
    }
    callbacks.forEach(callback -> callback.accept(WaitEnd.WOKEN));
  }

  /** The number of wake-ups of the subscription, which a waiter reads before it tries. */
  synchronized long wakeUps(Waiter waiter) {
    SubscriptionQueue queue = queues.get(waiter.subscriptionId());
    return queue == null ? 0 : queue.wakeUps;
  }

  /**
   * Parks a waiter that found no slot.
   *
   * @param wakeUps how many there were before it tried
   * @param callback is called once, perhaps at once, with {@code WOKEN} or {@code CLOSED}
   */
  void park(Waiter waiter, long wakeUps, Consumer<WaitEnd> callback) {
    WaitEnd atOnce = null;
    synchronized (this) {
      if (closed) {
        atOnce = WaitEnd.CLOSED;
      } else if (wakeUps(waiter) != wakeUps) {
        atOnce = WaitEnd.WOKEN;
      } else {
        waiter.callback = callback;
      }
    }
    if (atOnce != null) {
      callback.accept(atOnce);
    }
  }

  /**
   * Removes the callback, which is not called from now on. If the waiter has tried and parked again
   * meanwhile, its new callback stays.
   */
  synchronized void unpark(Waiter waiter, Consumer<WaitEnd> callback) {
    if (waiter.callback == callback) {
      waiter.callback = null;
    }
  }

  /** Wakes the waiters of the subscription in the order of their tickets, whatever their pins. */
  void wake(long subscriptionId) {
    List<Consumer<WaitEnd>> callbacks = new ArrayList<>();
    synchronized (this) {
      SubscriptionQueue queue = queues.get(subscriptionId);
      if (queue != null) {
        queue.wakeUps++;
        queue
            .byPin
            .values()
            .forEach(
                samePin ->
                    samePin.values().stream()
                        .limit(MAX_WOKEN)
                        .forEach(waiter -> takeCallback(waiter, callbacks)));
      }
    }
    callbacks.forEach(callback -> callback.accept(WaitEnd.WOKEN));
  }

  /** Wakes the waiters of all subscriptions. */
  void wakeAll() {
    List<Long> subscriptions;
    synchronized (this) {
      subscriptions = List.copyOf(queues.keySet());
    }
    subscriptions.forEach(this::wake);
  }

  /** Ends the wait of all waiters, and of those that park from now on. */
  void close() {
    List<Consumer<WaitEnd>> callbacks = new ArrayList<>();
    synchronized (this) {
      closed = true;
      waiters().forEach(waiter -> takeCallback(waiter, callbacks));
    }
    callbacks.forEach(callback -> callback.accept(WaitEnd.CLOSED));
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** The number of waiters of all subscriptions. */
  synchronized int size() {
    return queues.values().stream().mapToInt(queue -> queue.size).sum();
  }

  /** How long the waiter has waited that has waited longest; zero when there is none. */
  Duration longestWait() {
    return waiters().stream()
        .map(Waiter::waited)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** The number of waiters of the subscription. */
  synchronized int size(long subscriptionId) {
    SubscriptionQueue queue = queues.get(subscriptionId);
    return queue == null ? 0 : queue.size;
  }

  /** All waiters. */
  synchronized List<Waiter> waiters() {
    return queues.values().stream()
        .flatMap(queue -> queue.byPin.values().stream())
        .flatMap(samePin -> samePin.values().stream())
        .toList();
  }

  /** Moves the callback of a parked waiter to the list, to be called without the lock. */
  private static void takeCallback(Waiter waiter, List<Consumer<WaitEnd>> callbacks) {
    if (waiter.callback != null) {
      callbacks.add(waiter.callback);
      waiter.callback = null;
    }
  }
}
