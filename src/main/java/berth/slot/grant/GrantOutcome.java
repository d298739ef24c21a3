package berth.slot.grant;

import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import java.util.Optional;
import java.util.function.Function;

/** The outcome of the attempts to grant a slot to a request. */
public sealed interface GrantOutcome {

  /** Applies the function of the case. */
  <R> R fold(Function<Ended, R> ended, Function<Full, R> full, Function<Yielded, R> yielded);

  /** The lease that was granted; empty when there is none. */
  default Optional<Lease> lease() {
    return Optional.empty();
  }

  /** No account that fits was below its limit when the last statement began. */
  record Full() implements GrantOutcome {

    @Override
    public <R> R fold(
        Function<Ended, R> ended, Function<Full, R> full, Function<Yielded, R> yielded) {
      return full.apply(this);
    }
  }

  /**
   * There was a free slot, but it is left to waiters that have waited longer.
   *
   * @param first the ticket of the waiter that goes first
   */
  record Yielded(long first) implements GrantOutcome {

    @Override
    public <R> R fold(
        Function<Ended, R> ended, Function<Full, R> full, Function<Yielded, R> yielded) {
      return yielded.apply(this);
    }
  }

  /** An outcome after which the request makes no further attempt. */
  sealed interface Ended extends GrantOutcome {

    /** Applies the function of the case. */
    <R> R fold(
        Function<Granted, R> granted,
        Function<Superseded, R> superseded,
        Function<OutOfRotation, R> outOfRotation,
        Function<Unconfigured, R> unconfigured,
        Function<GivenUp, R> givenUp);

    @Override
    default <R> R fold(
        Function<Ended, R> ended, Function<Full, R> full, Function<Yielded, R> yielded) {
      return ended.apply(this);
    }
  }

  /** A free slot was leased to the request. */
  record Granted(Lease granted, Encrypted token) implements Ended {

    @Override
    public Optional<Lease> lease() {
      return Optional.of(granted);
    }

    @Override
    public <R> R fold(
        Function<Granted, R> granted,
        Function<Superseded, R> superseded,
        Function<OutOfRotation, R> outOfRotation,
        Function<Unconfigured, R> unconfigured,
        Function<GivenUp, R> givenUp) {
      return granted.apply(this);
    }
  }

  /**
   * A free slot was leased to the request, but its idempotency key belongs to another request by
   * now. The slot must be released.
   */
  record Superseded(Lease granted) implements Ended {

    @Override
    public Optional<Lease> lease() {
      return Optional.of(granted);
    }

    @Override
    public <R> R fold(
        Function<Granted, R> granted,
        Function<Superseded, R> superseded,
        Function<OutOfRotation, R> outOfRotation,
        Function<Unconfigured, R> unconfigured,
        Function<GivenUp, R> givenUp) {
      return superseded.apply(this);
    }
  }

  /**
   * No account that fits was in rotation when the statement began, and none comes back by itself.
   */
  record OutOfRotation() implements Ended {

    @Override
    public <R> R fold(
        Function<Granted, R> granted,
        Function<Superseded, R> superseded,
        Function<OutOfRotation, R> outOfRotation,
        Function<Unconfigured, R> unconfigured,
        Function<GivenUp, R> givenUp) {
      return outOfRotation.apply(this);
    }
  }

  /** The subscription has no account, or not the one that the request is pinned to. */
  record Unconfigured() implements Ended {

    @Override
    public <R> R fold(
        Function<Granted, R> granted,
        Function<Superseded, R> superseded,
        Function<OutOfRotation, R> outOfRotation,
        Function<Unconfigured, R> unconfigured,
        Function<GivenUp, R> givenUp) {
      return unconfigured.apply(this);
    }
  }

  /** Other requests were faster too often, or this pod is stopping. */
  record GivenUp() implements Ended {

    @Override
    public <R> R fold(
        Function<Granted, R> granted,
        Function<Superseded, R> superseded,
        Function<OutOfRotation, R> outOfRotation,
        Function<Unconfigured, R> unconfigured,
        Function<GivenUp, R> givenUp) {
      return givenUp.apply(this);
    }
  }
}
