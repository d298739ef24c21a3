package berth.slot;

import berth.waiting.Call;
import berth.waiting.Waiter;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Waits until there is a slot for one who has found none, and takes it. */
@ApplicationScoped
class WaitForSlot {

  /**
   * So long a free slot is left to one who has waited for longer. By then that one has it, or its
   * pod is in trouble.
   */
  private static final Duration COURTESY = Duration.ofMillis(100);

  private final Attempts attempts;
  private final WaitingLine line;

  WaitForSlot(Attempts attempts, WaitingLine line) {
    this.attempts = attempts;
    this.line = line;
  }

  /**
   * Waits in line.
   *
   * @return {@code Granted}, {@code Unconfigured}, {@code Lost} or, when the time is over, {@code
   *     Full}; {@code Closed} when this pod stops
   */
  Uni<GrantOutcome> inLine(long subscriptionId, SlotRequest request, Duration atMost) {
    Instant deadline = Instant.now().plus(atMost);
    String pin = request.channel() == null ? "" : request.channel();
    return line.enter(subscriptionId, pin)
        .flatMap(
            waiter -> {
              Turn turn = new Turn(waiter, subscriptionId, request, deadline);
              return look(turn, true).onTermination().invoke(() -> line.leave(waiter));
            });
  }

  /**
   * Looks once more, without waiting in line. For one who doesn't want to wait, but has to let
   * those who do go first.
   */
  Uni<GrantOutcome> outOfCourtesy(long subscriptionId, SlotRequest request) {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(COURTESY)
        .chain(() -> attempts.from(Attempt.look(subscriptionId, request, null, false)));
  }

  private record Turn(Waiter waiter, long subscriptionId, SlotRequest request, Instant deadline) {

    Duration left() {
      Duration left = Duration.between(Instant.now(), deadline);
      return left.isNegative() ? Duration.ZERO : left;
    }
  }

  /** First it is in line, then it looks: so it misses nothing that is told from now on. */
  private Uni<GrantOutcome> look(Turn turn, boolean yields) {
    long wakeUps = line.wakeUps(turn.waiter());
    return attempts
        .from(Attempt.look(turn.subscriptionId(), turn.request(), turn.waiter().ticket(), yields))
        .flatMap(
            outcome -> {
              if (outcome instanceof GrantOutcome.Full) {
                return turn.left().isZero()
                    ? Uni.createFrom().item(outcome)
                    : wait(turn, wakeUps, turn.left());
              }
              return outcome instanceof GrantOutcome.Yielded
                  ? wait(turn, wakeUps, COURTESY)
                  : Uni.createFrom().item(outcome);
            });
  }

  /** Who was not called takes what there is: its time is over, or it has been courteous enough. */
  private Uni<GrantOutcome> wait(Turn turn, long wakeUps, Duration atMost) {
    return line.untilCalled(turn.waiter(), wakeUps, atMost)
        .flatMap(
            call ->
                call == Call.CLOSED
                    ? Uni.createFrom().item(new GrantOutcome.Closed())
                    : look(turn, call == Call.LOOK));
  }
}
