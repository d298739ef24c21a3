package berth.slot.take;

import berth.context.CallerContext;
import berth.slot.grant.GrantOutcome;
import berth.slot.grant.GrantRequest;
import berth.slot.grant.Grants;
import berth.time.Deadline;
import berth.waiting.TooManyWaitingException;
import berth.waiting.WaitEnd;
import berth.waiting.WaitQueue;
import berth.waiting.Waiter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until there is a slot for a request that has found none, and takes it. */
@ApplicationScoped
class WaitForSlot {

  /**
   * The time for which a free slot is left to the same earlier waiter. By then that waiter has
   * taken it, or its pod is in trouble.
   */
  private static final Duration YIELD_TIME = Duration.ofMillis(100);

  /** Maximum polls by a caller that does not wait, while the head of the queue keeps changing. */
  private static final int MAX_POLLS = 5;

  private final Grants grants;
  private final WaitQueue queue;

  WaitForSlot(Grants grants, WaitQueue queue) {
    this.grants = grants;
    this.queue = queue;
  }

  /**
   * Waits in the queue.
   *
   * @return {@code Full} when the time is over, {@code GivenUp} when this pod stops, or another
   *     outcome of {@link Grants}, but never {@code Yielded}; fails with {@link
   *     TooManyWaitingException} when the maximum number of requests waits already
   */
  Uni<GrantOutcome> inQueue(GrantRequest request, Duration maxWait) {
    Deadline deadline = Deadline.in(maxWait);
    return queue
        .enter(request.subscriptionId(), request.pin())
        .flatMap(
            waiter ->
                untilServed(new QueuedRequest(request.inQueue(waiter.ticket()), waiter, deadline))
                    .onTermination()
                    .invoke(() -> queue.leave(waiter)));
  }

  /** Repeats the attempts in a loop and not by recursion, for there may be thousands. */
  private Uni<GrantOutcome> untilServed(QueuedRequest queued) {
    return Uni.createFrom()
        .deferred(() -> tryOnce(queued))
        .repeat()
        .whilst(Optional::isEmpty)
        .collect()
        .last()
        .map(Optional::orElseThrow);
  }

  /**
   * Tries again without queueing, for a caller that does not wait but has to let waiters go first.
   *
   * @return an outcome of {@link Grants}, but never {@code Yielded}
   */
  Uni<GrantOutcome> pollYielded(GrantRequest request, GrantOutcome.Yielded yielded) {
    return pollAgain(request, yielded, 1);
  }

  private Uni<GrantOutcome> pollAgain(
      GrantRequest request, GrantOutcome.Yielded yielded, int polls) {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(YIELD_TIME)
        .emitOn(CallerContext.current())
        .chain(() -> grants.amongAll(request))
        .flatMap(
            outcome ->
                outcome.fold(
                    ended -> Uni.createFrom().item(outcome),
                    full -> Uni.createFrom().item(outcome),
                    again ->
                        again.equals(yielded) || polls == MAX_POLLS
                            ? grants.amongAll(request.unyielding())
                            : pollAgain(request, again, polls + 1)));
  }

  /** A request in the queue, with the state that it keeps between its attempts. */
  private static final class QueuedRequest {

    private final GrantRequest request;
    private final Waiter waiter;
    private final Deadline deadline;

    /** The earlier waiter that a free slot is left to. */
    private GrantOutcome.@Nullable Yielded yieldedTo;

    /** Until when the slot is left to that waiter. */
    private Deadline yieldEnd = Deadline.in(Duration.ZERO);

    /**
     * Whether to take a slot that would be left to an earlier waiter: the time of this request is
     * over, or the earlier waiter does not take the slot.
     */
    private boolean unyielding;

    QueuedRequest(GrantRequest request, Waiter waiter, Deadline deadline) {
      this.request = request;
      this.waiter = waiter;
      this.deadline = deadline;
    }

    GrantRequest next() {
      return unyielding ? request.unyielding() : request;
    }

    /** Leaves the slot to the earlier waiter, but to the same one only for {@link #YIELD_TIME}. */
    void yieldTo(GrantOutcome.Yielded earlier) {
      if (!earlier.equals(yieldedTo)) {
        yieldedTo = earlier;
        yieldEnd = Deadline.in(YIELD_TIME);
      }
      unyielding = yieldEnd.isOver();
    }

    void stopYielding() {
      yieldedTo = null;
      unyielding = false;
    }
  }

  /**
   * Makes one attempt, and parks the waiter if there is no slot for it. The waiter is in the queue
   * before the attempt, and the wake-ups are counted from before it, so none is missed.
   *
   * @return empty when it is time for another attempt
   */
  private Uni<Optional<GrantOutcome>> tryOnce(QueuedRequest queued) {
    long wakeUps = queue.wakeUps(queued.waiter);
    return grants.amongAll(queued.next()).flatMap(outcome -> after(queued, wakeUps, outcome));
  }

  private Uni<Optional<GrantOutcome>> after(
      QueuedRequest queued, long wakeUps, GrantOutcome outcome) {
    return outcome.fold(
        ended -> Uni.createFrom().item(Optional.of(outcome)),
        full -> {
          queued.stopYielding();
          return queued.deadline.isOver()
              ? Uni.createFrom().item(Optional.of(outcome))
              : park(queued, wakeUps, queued.deadline.left());
        },
        yielded -> {
          queued.yieldTo(yielded);
          return queued.unyielding
              ? Uni.createFrom().item(Optional.empty())
              : park(queued, wakeUps, YIELD_TIME);
        });
  }

  private Uni<Optional<GrantOutcome>> park(QueuedRequest queued, long wakeUps, Duration timeout) {
    return queue
        .park(queued.waiter, wakeUps, timeout)
        .map(
            end -> {
              queued.unyielding |= queued.deadline.isOver();
              return end == WaitEnd.CLOSED
                  ? Optional.of(new GrantOutcome.GivenUp())
                  : Optional.empty();
            });
  }
}
