package berth.waiting;

import berth.batch.StatementBatcher;
import berth.context.CallerContext;
import berth.database.Notifications;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
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

/**
 * Waiting, first come, first served over all pods. Whoever waits looks for itself, and knows by its
 * ticket who goes first.
 */
@ApplicationScoped
public class WaitQueue {

  /**
   * After so long everybody looks again without having been told. It is how leases that run out are
   * noticed, and what makes up for notifications that got lost.
   */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);

  private final LocalWaiters room = new LocalWaiters();
  private final WaiterTable table;
  private final WakeUps wakeUps;
  private final Notifications notifications;
  private final Vertx vertx;
  private final StatementBatcher<WaiterTable.Newcomer, Long> newcomers;

  /** Who has left, and may be in the table still. */
  private final Queue<Long> gone = new ConcurrentLinkedQueue<>();

  /**
   * The last ticket of those that were here a while ago: whoever had an earlier one has come in.
   */
  private long settled;

  private boolean looking;

  WaitQueue(WaiterTable table, WakeUps wakeUps, Notifications notifications, Vertx vertx) {
    this.table = table;
    this.wakeUps = wakeUps;
    this.notifications = notifications;
    this.vertx = vertx;
    this.newcomers =
        new StatementBatcher<>(
            WaiterTable.Newcomer::subscriptionId,
            table::enter,
            (newcomer, ticket) -> gone.add(ticket));
  }

  /**
   * Begins to wait. Who began must {@link #leave}.
   *
   * @param pin the only channel that will do; empty for any
   * @return fails with {@link TooManyWaitingException} when as many of the subscription, or of all,
   *     wait in this pod as may
   */
  public Uni<Waiter> enter(long subscriptionId, String pin) {
    return Uni.createFrom()
        .deferred(
            () ->
                room.admit(subscriptionId)
                    ? enterAdmitted(subscriptionId, pin)
                    : Uni.createFrom().failure(new TooManyWaitingException()));
  }

  private Uni<Waiter> enterAdmitted(long subscriptionId, String pin) {
    return newcomers
        .ask(new WaiterTable.Newcomer(subscriptionId, pin))
        .onFailure()
        .invoke(() -> room.stayOut(subscriptionId))
        .onCancellation()
        .invoke(() -> room.stayOut(subscriptionId))
        .map(ticket -> new Waiter(ticket, subscriptionId, pin))
        .invoke(
            waiter -> {
              room.enter(waiter);
              keepLooking();
            });
  }

  /** Waits no more. */
  public void leave(Waiter waiter) {
    room.leave(waiter);
    gone.add(waiter.ticket());
  }

  /** How often the waiter was woken: to be asked for before it looks. */
  public long wakeUps(Waiter waiter) {
    return room.wakeUps(waiter);
  }

  /**
   * Waits until it is worth looking again.
   *
   * @param wakeUps how many there were before the waiter looked
   */
  public Uni<WaitEnd> untilCalled(Waiter waiter, long wakeUps, Duration atMost) {
    return Uni.createFrom()
        .<WaitEnd>emitter(
            emitter -> {
              Consumer<WaitEnd> parked = emitter::complete;
              emitter.onTermination(() -> room.unpark(waiter, parked));
              room.park(waiter, wakeUps, parked);
            })
        .ifNoItem()
        .after(atMost)
        .recoverWithItem(WaitEnd.TIME_OVER)
        .emitOn(CallerContext.current());
  }

  /** Whether this pod stops, and nobody waits any more. */
  public boolean isClosed() {
    return room.isClosed();
  }

  /** How many of the subscription wait in this pod. */
  public int waiting(long subscriptionId) {
    return room.size(subscriptionId);
  }

  /**
   * Tells that there may be slots, after they were given back or added for good.
   *
   * @param subscriptions whose accounts they are
   * @param channels of accounts that may be another subscription's by now
   */
  public void tell(Set<Long> subscriptions, Collection<String> channels) {
    subscriptions.forEach(room::wake);
    wakeUps
        .wake(new WakeUps.News(subscriptions, channels))
        .subscribe()
        .with(
            waiting ->
                waiting.stream()
                    .filter(subscription -> !subscriptions.contains(subscription))
                    .forEach(room::wake),
            failure -> {
              // they look again by themselves
            });
  }

  void close(@Observes ShutdownDelayInitiatedEvent shutdown) {
    room.close();
  }

  private synchronized void keepLooking() {
    if (!looking) {
      looking = true;
      look();
    }
  }

  /** Until nobody waits any more and the table says so, too. */
  private void look() {
    notifications.listen(WakeUps.CHANNEL, subscription -> room.wake(Long.parseLong(subscription)));
    List<Waiter> waiters = room.waiters();
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
              room.wakeAll();
              if (!waiters.isEmpty() || !gone.isEmpty() || !stopLooking()) {
                vertx.setTimer(BETWEEN_LOOKS.toMillis(), timer -> look());
              }
            });
  }

  private synchronized boolean stopLooking() {
    looking = !room.waiters().isEmpty();
    return !looking;
  }
}
