package berth.waiting;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import berth.context.CallerContext;
import berth.database.Notifications;
import berth.time.Timeouts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The queue for slots, first come, first served over all pods. A waiter tries for itself to take a
 * slot; its ticket decides whether another waiter goes first.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
public class WaitQueue {

  private final LocalWaiters local = new LocalWaiters();
  private final WaiterTable table;
  private final WakeUps wakeUps;
  private final Notifications notifications;
  private final Vertx vertx;
  private final WaitingMetrics metrics;
  private final StatementBatcher<WaiterTable.NewWaiter, Long> newWaiters;

  /** Tickets of waiters that have left, and may still be in the table. */
  private final Queue<Long> gone = new ConcurrentLinkedQueue<>();

  /**
   * The highest ticket among the waiters of this pod at the last poll. By the next poll, each
   * request of this pod with a ticket up to it has entered, if it ever does.
   */
  private long settled;

  private boolean polling;

  WaitQueue(
      WaiterTable table,
      WakeUps wakeUps,
      Notifications notifications,
      Vertx vertx,
      MeterRegistry meters) {
    this.table = table;
    this.wakeUps = wakeUps;
    this.notifications = notifications;
    this.vertx = vertx;
    this.metrics = new WaitingMetrics(meters, local);
    this.newWaiters =
        new StatementBatcher<>(
            BatchMetrics.of(meters, "enter_queue"),
            WaiterTable.NewWaiter::subscriptionId,
            table::enter,
            (newWaiter, ticket) -> gone.add(ticket));
  }

  /**
   * Begins to wait. The waiter must {@link #leave}.
   *
   * @param pin the only channel that fits the request; empty for any
   * @return fails with {@link TooManyWaitingException} when the maximum number of requests, of the
   *     subscription or of all, waits in this pod already
   */
  public Uni<Waiter> enter(long subscriptionId, String pin) {
    return Uni.createFrom()
        .deferred(
            () ->
                local.admit(subscriptionId)
                    ? enterAdmitted(subscriptionId, pin)
                    : Uni.createFrom().failure(new TooManyWaitingException()));
  }

  /**
   * Does work for a request that waits without a place in the queue, and counts the request among
   * those that wait: it holds a connection as they do.
   *
   * @return fails with {@link TooManyWaitingException} when the maximum number of requests waits
   */
  public <T> Uni<T> whileAdmitted(long subscriptionId, Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .deferred(
            () ->
                local.admit(subscriptionId)
                    ? Uni.createFrom()
                        .deferred(work::get)
                        .onTermination()
                        .invoke(() -> local.cancelAdmission(subscriptionId))
                    : Uni.createFrom().failure(new TooManyWaitingException()));
  }

  private Uni<Waiter> enterAdmitted(long subscriptionId, String pin) {
    return newWaiters
        .submit(new WaiterTable.NewWaiter(subscriptionId, pin))
        .onFailure()
        .invoke(() -> local.cancelAdmission(subscriptionId))
        .onCancellation()
        .invoke(() -> local.cancelAdmission(subscriptionId))
        .map(ticket -> new Waiter(ticket, subscriptionId, pin))
        .invoke(
            waiter -> {
              local.enter(waiter);
              startPolling();
            });
  }

  /** Stops waiting. */
  public void leave(Waiter waiter) {
    metrics.left(waiter);
    local.leave(waiter);
    gone.add(waiter.ticket());
  }

  /** The number of wake-ups of the subscription, which a waiter reads before it tries. */
  public long wakeUps(Waiter waiter) {
    return local.wakeUps(waiter);
  }

  /**
   * Parks the waiter until it is time to try again.
   *
   * @param wakeUps how many there were before the waiter tried
   * @param timeout how long it is parked at most
   */
  public Uni<WaitEnd> park(Waiter waiter, long wakeUps, Duration timeout) {
    return Uni.createFrom()
        .<WaitEnd>emitter(
            emitter -> {
              Consumer<WaitEnd> callback = emitter::complete;
              emitter.onTermination(() -> local.unpark(waiter, callback));
              local.park(waiter, wakeUps, callback);
            })
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(WaitEnd.TIME_OVER)
        .emitOn(CallerContext.current());
  }

  /** Whether this pod stops, so that no request may wait any more. */
  public boolean isClosed() {
    return local.isClosed();
  }

  /** The number of waiters of the subscription in this pod. */
  public int waiting(long subscriptionId) {
    return local.size(subscriptionId);
  }

  /**
   * Wakes the waiters of all pods, since there may be slots. Must be called after the release, or
   * the change of an account, was committed.
   *
   * @param subscriptions the owners of the accounts
   * @param channels of accounts that may belong to another subscription by now
   */
  public void wakeWaiters(Set<Long> subscriptions, Collection<String> channels) {
    subscriptions.forEach(local::wake);
    wakeUps
        .wake(new WakeUps.FreedSlots(subscriptions, channels))
        .subscribe()
        .with(
            waiting ->
                waiting.stream()
                    .filter(subscription -> !subscriptions.contains(subscription))
                    .forEach(local::wake),
            failure -> {
              // the waiters poll
            });
  }

  void close(@Observes ShutdownDelayInitiatedEvent shutdown) {
    local.close();
  }

  private synchronized void startPolling() {
    if (!polling) {
      polling = true;
      poll();
    }
  }

  /** Polls until no request waits in this pod, and the table contains none of its waiters. */
  private void poll() {
    notifications.listen(WakeUps.CHANNEL, subscription -> local.wake(Long.parseLong(subscription)));
    List<Waiter> waiters = local.waiters();
    long settledBefore = settled;
    settled = waiters.stream().mapToLong(Waiter::ticket).reduce(settled, Math::max);
    List<Long> left = new ArrayList<>();
    for (Long ticket = gone.poll(); ticket != null; ticket = gone.poll()) {
      left.add(ticket);
    }
    table
        .synchronise(waiters, left, settledBefore)
        .onFailure()
        .invoke(() -> gone.addAll(left))
        .onFailure()
        .recoverWithNull()
        .subscribe()
        .with(
            synchronised -> {
              local.wakeAll();
              if (!waiters.isEmpty() || !gone.isEmpty() || !stopPolling()) {
                vertx.setTimer(Timeouts.WAITER_POLL.toMillis(), timer -> poll());
              }
            });
  }

  private synchronized boolean stopPolling() {
    polling = !local.waiters().isEmpty();
    return !polling;
  }
}
