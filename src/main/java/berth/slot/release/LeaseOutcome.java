package berth.slot.release;

import berth.problem.ErrorCatalogue;
import berth.slot.lease.Lease;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of finding, renewing or releasing a slot that a caller claims to hold. */
public sealed interface LeaseOutcome {

  /** Applies the function of the case. */
  <R> R fold(
      Function<Running, R> running, Function<Released, R> released, Function<NotHeld, R> notHeld);

  /**
   * The lease runs.
   *
   * @param status the status of its account after a renewal; {@code null} when the account was
   *     deleted since the grant, and when the lease was not renewed
   */
  record Running(Lease lease, @Nullable String status) implements LeaseOutcome {

    @Override
    public <R> R fold(
        Function<Running, R> running,
        Function<Released, R> released,
        Function<NotHeld, R> notHeld) {
      return running.apply(this);
    }
  }

  /** The holder has released the slot, now or before, and it has not been granted since. */
  record Released() implements LeaseOutcome {

    @Override
    public <R> R fold(
        Function<Running, R> running,
        Function<Released, R> released,
        Function<NotHeld, R> notHeld) {
      return released.apply(this);
    }
  }

  /** The caller does not hold the slot. */
  sealed interface NotHeld extends LeaseOutcome {

    /** The error that the caller gets. */
    ErrorCatalogue error();

    @Override
    default <R> R fold(
        Function<Running, R> running,
        Function<Released, R> released,
        Function<NotHeld, R> notHeld) {
      return notHeld.apply(this);
    }
  }

  /** The lease has ended. */
  record Ended() implements NotHeld {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.slotGone();
    }
  }

  /** The subscription was never granted such a lease. */
  record Unknown() implements NotHeld {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.noSuchSlot();
    }
  }
}
