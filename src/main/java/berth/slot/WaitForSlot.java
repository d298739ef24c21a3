package berth.slot;

import berth.batch.AskersContext;
import berth.waiting.Call;
import berth.waiting.Waiter;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
   *     Closed} when this pod stops
   */
  Uni<GrantOutcome> inLine(Wish wish, Duration atMost) {
    Instant deadline = Instant.now().plus(atMost);
    return line.enter(wish.subscriptionId(), wish.pin())
        .flatMap(
            waiter ->
                look(new Turn(wish, waiter, deadline), Optional.empty())
                    .onTermination()
                    .invoke(() -> line.leave(waiter)));
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

  private record Turn(Wish wish, Waiter waiter, Instant deadline) {

    Wish inLine() {
      return wish.inLine(waiter.ticket());
    }

    Duration left() {
      Duration left = Duration.between(Instant.now(), deadline);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  /** The one that a slot was left to, and since when. */
  private record Favoured(GrantOutcome.Yielded by, Instant since) {

    boolean isForTooLong() {
      return Duration.between(since, Instant.now()).compareTo(COURTESY) >= 0;
    }
  }

  /** First it is in line, then it looks: so it misses nothing that is told from now on. */
  private Uni<GrantOutcome> look(Turn turn, Optional<Favoured> before) {
    long wakeUps = line.wakeUps(turn.waiter());
    return attempts.look(turn.inLine()).flatMap(outcome -> after(turn, wakeUps, before, outcome));
  }

  private Uni<GrantOutcome> after(
      Turn turn, long wakeUps, Optional<Favoured> before, GrantOutcome outcome) {
    if (outcome instanceof GrantOutcome.Yielded yielded) {
      Favoured favoured =
          before
              .filter(same -> same.by().equals(yielded))
              .orElseGet(() -> new Favoured(yielded, Instant.now()));
      return favoured.isForTooLong()
          ? takeWhatThereIs(turn)
          : wait(turn, wakeUps, COURTESY, Optional.of(favoured));
    }
    Duration left = turn.left();
    return outcome instanceof GrantOutcome.Full && !left.isZero()
        ? wait(turn, wakeUps, left, Optional.empty())
        : Uni.createFrom().item(outcome);
  }

  private Uni<GrantOutcome> wait(
      Turn turn, long wakeUps, Duration atMost, Optional<Favoured> favoured) {
    return line.untilCalled(turn.waiter(), wakeUps, atMost)
        .flatMap(
            call -> {
              if (call == Call.CLOSED) {
                return Uni.createFrom().item(new GrantOutcome.Closed());
              }
              return turn.left().isZero() ? takeWhatThereIs(turn) : look(turn, favoured);
            });
  }

  /** When its time is over, or who goes first does not go. */
  private Uni<GrantOutcome> takeWhatThereIs(Turn turn) {
    return attempts
        .look(turn.inLine().unyielding())
        .flatMap(
            outcome ->
                outcome instanceof GrantOutcome.Full && !turn.left().isZero()
                    ? look(turn, Optional.empty())
                    : Uni.createFrom().item(outcome));
  }
}
