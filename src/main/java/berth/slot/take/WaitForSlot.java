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

/** Waits until there is a slot for one who has found none, and takes it. */
@ApplicationScoped
class WaitForSlot {

  /**
   * So long a free slot is left to the same one who goes first. By then that one has it, or its pod
   * is in trouble.
   */
  private static final Duration YIELD_TIME = Duration.ofMillis(100);

  /** So often one looks who doesn't wait, as long as always another goes first. */
  private static final int MOST_POLLS = 5;

  private final Grants grants;
  private final WaitQueue queue;

  WaitForSlot(Grants grants, WaitQueue queue) {
    this.grants = grants;
    this.queue = queue;
  }

  /**
   * Waits in line.
   *
   * @return what {@link Grants} end with, but {@code Full} only when the time is over; {@code
   *     Closed} when this pod stops, {@code Crowded} when too many wait already
   */
  Uni<GrantOutcome> inQueue(GrantRequest request, Duration atMost) {
    Deadline deadline = Deadline.in(atMost);
    return queue
        .enter(request.subscriptionId(), request.pin())
        .flatMap(
            waiter ->
                untilServed(new Turn(request.inQueue(waiter.ticket()), waiter, deadline))
                    .onTermination()
                    .invoke(() -> queue.leave(waiter)))
        .onFailure(TooManyWaitingException.class)
        .recoverWithItem(GrantOutcome.Crowded::new);
  }

  /**
   * Looks again and again; one look must not be nested in the other, for there may be thousands.
   */
  private Uni<GrantOutcome> untilServed(Turn turn) {
    return Uni.createFrom()
        .deferred(() -> look(turn))
        .repeat()
        .whilst(Optional::isEmpty)
        .collect()
        .last()
        .map(Optional::orElseThrow);
  }

  /**
   * Looks again, without waiting in line. For one who doesn't want to wait, but has to let those
   * who do go first.
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
        .chain(() -> grants.look(request))
        .flatMap(
            outcome -> {
              if (!(outcome instanceof GrantOutcome.Yielded again)) {
                return Uni.createFrom().item(outcome);
              }
              return again.equals(yielded) || polls == MOST_POLLS
                  ? grants.look(request.unyielding())
                  : pollAgain(request, again, polls + 1);
            });
  }

  /** One who waits, between its looks. */
  private static final class Turn {

    private final GrantRequest request;
    private final Waiter waiter;
    private final Deadline deadline;

    /** The one that a slot is left to, and for how long. */
    private GrantOutcome.@Nullable Yielded yieldedTo;

    private Deadline yieldEnd = Deadline.in(Duration.ZERO);

    /** Whether to take what there is: its time is over, or who goes first does not go. */
    private boolean unyielding;

    Turn(GrantRequest request, Waiter waiter, Deadline deadline) {
      this.request = request;
      this.waiter = waiter;
      this.deadline = deadline;
    }

    GrantRequest next() {
      return unyielding ? request.unyielding() : request;
    }

    /** Leaves the slot to that one, but not for too long. */
    void yieldTo(GrantOutcome.Yielded other) {
      if (!other.equals(yieldedTo)) {
        yieldedTo = other;
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
   * Looks, and waits if there is nothing: nothing comes of it until it is worth looking again.
   * First it is in line, then it looks: so it misses nothing that is told from now on.
   */
  private Uni<Optional<GrantOutcome>> look(Turn turn) {
    long wakeUps = queue.wakeUps(turn.waiter);
    return grants.look(turn.next()).flatMap(outcome -> after(turn, wakeUps, outcome));
  }

  private Uni<Optional<GrantOutcome>> after(Turn turn, long wakeUps, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Yielded yielded) {
      turn.yieldTo(yielded);
      return turn.unyielding
          ? Uni.createFrom().item(Optional.empty())
          : wait(turn, wakeUps, YIELD_TIME);
    }
    if (outcome instanceof GrantOutcome.Full && !turn.deadline.isOver()) {
      turn.stopYielding();
      return wait(turn, wakeUps, turn.deadline.left());
    }
    return Uni.createFrom().item(Optional.of(outcome));
  }

  private Uni<Optional<GrantOutcome>> wait(Turn turn, long wakeUps, Duration atMost) {
    return queue
        .untilCalled(turn.waiter, wakeUps, atMost)
        .map(
            call -> {
              turn.unyielding |= turn.deadline.isOver();
              return call == WaitEnd.CLOSED
                  ? Optional.of(new GrantOutcome.Closed())
                  : Optional.empty();
            });
  }
}
