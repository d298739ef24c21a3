package berth.slot;

import berth.batch.AskersContext;
import berth.time.Deadline;
import berth.waiting.Call;
import berth.waiting.TooManyWaitingException;
import berth.waiting.Waiter;
import berth.waiting.WaitingLine;
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
  private static final Duration COURTESY = Duration.ofMillis(100);

  /** So often one looks who doesn't wait, as long as always another goes first. */
  private static final int MOST_LOOKS = 5;

  private final Attempts attempts;
  private final WaitingLine line;

  WaitForSlot(Attempts attempts, WaitingLine line) {
    this.attempts = attempts;
    this.line = line;
  }

  /**
   * Waits in line.
   *
   * @return what {@link Attempts} end with, but {@code Full} only when the time is over; {@code
   *     Closed} when this pod stops, {@code Crowded} when too many wait already
   */
  Uni<GrantOutcome> inLine(Wish wish, Duration atMost) {
    Deadline deadline = Deadline.in(atMost);
    return line.enter(wish.subscriptionId(), wish.pin())
        .flatMap(
            waiter ->
                untilServed(new Turn(wish.inLine(waiter.ticket()), waiter, deadline))
                    .onTermination()
                    .invoke(() -> line.leave(waiter)))
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
  Uni<GrantOutcome> outOfCourtesy(Wish wish, GrantOutcome.Yielded yielded) {
    return lookAgain(wish, yielded, 1);
  }

  private Uni<GrantOutcome> lookAgain(Wish wish, GrantOutcome.Yielded yielded, int looks) {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(COURTESY)
        .emitOn(AskersContext.current())
        .chain(() -> attempts.look(wish))
        .flatMap(
            outcome -> {
              if (!(outcome instanceof GrantOutcome.Yielded again)) {
                return Uni.createFrom().item(outcome);
              }
              return again.equals(yielded) || looks == MOST_LOOKS
                  ? attempts.look(wish.unyielding())
                  : lookAgain(wish, again, looks + 1);
            });
  }

  /** One who waits, between its looks. */
  private static final class Turn {

    private final Wish wish;
    private final Waiter waiter;
    private final Deadline deadline;

    /** The one that a slot is left to, and for how long. */
    private GrantOutcome.@Nullable Yielded favoured;

    private Deadline courtesy = Deadline.in(Duration.ZERO);

    /** Whether to take what there is: its time is over, or who goes first does not go. */
    private boolean determined;

    Turn(Wish wish, Waiter waiter, Deadline deadline) {
      this.wish = wish;
      this.waiter = waiter;
      this.deadline = deadline;
    }

    Wish next() {
      return determined ? wish.unyielding() : wish;
    }

    /** Leaves the slot to that one, but not for too long. */
    void favour(GrantOutcome.Yielded other) {
      if (!other.equals(favoured)) {
        favoured = other;
        courtesy = Deadline.in(COURTESY);
      }
      determined = courtesy.isOver();
    }

    void favourNobody() {
      favoured = null;
      determined = false;
    }
  }

  /**
   * Looks, and waits if there is nothing: nothing comes of it until it is worth looking again.
   * First it is in line, then it looks: so it misses nothing that is told from now on.
   */
  private Uni<Optional<GrantOutcome>> look(Turn turn) {
    long wakeUps = line.wakeUps(turn.waiter);
    return attempts.look(turn.next()).flatMap(outcome -> after(turn, wakeUps, outcome));
  }

  private Uni<Optional<GrantOutcome>> after(Turn turn, long wakeUps, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Yielded yielded) {
      turn.favour(yielded);
      return turn.determined
          ? Uni.createFrom().item(Optional.empty())
          : wait(turn, wakeUps, COURTESY);
    }
    if (outcome instanceof GrantOutcome.Full && !turn.deadline.isOver()) {
      turn.favourNobody();
      return wait(turn, wakeUps, turn.deadline.left());
    }
    return Uni.createFrom().item(Optional.of(outcome));
  }

  private Uni<Optional<GrantOutcome>> wait(Turn turn, long wakeUps, Duration atMost) {
    return line.untilCalled(turn.waiter, wakeUps, atMost)
        .map(
            call -> {
              turn.determined |= turn.deadline.isOver();
              return call == Call.CLOSED
                  ? Optional.of(new GrantOutcome.Closed())
                  : Optional.empty();
            });
  }
}
