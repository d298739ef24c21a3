package berth.slot.idempotency;

import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import java.util.Optional;
import java.util.function.Function;

/** The result of claiming an idempotency key for a request. */
public sealed interface KeyClaim {

  /** Applies the function of the case. */
  <R> R fold(Function<Owned, R> owned, Function<Bound, R> bound, Function<Pending, R> pending);

  /** The key was free, and the request owns it now. */
  record Owned() implements KeyClaim {

    @Override
    public <R> R fold(
        Function<Owned, R> owned, Function<Bound, R> bound, Function<Pending, R> pending) {
      return owned.apply(this);
    }
  }

  /**
   * The key is bound to a slot that is held.
   *
   * @param token the token of the account; empty when the account was deleted since the grant
   */
  record Bound(Lease lease, Optional<Encrypted> token) implements KeyClaim {

    @Override
    public <R> R fold(
        Function<Owned, R> owned, Function<Bound, R> bound, Function<Pending, R> pending) {
      return bound.apply(this);
    }
  }

  /**
   * The request has to claim the key again later: another request owns it, or has just bound it, or
   * the lease that it is bound to has no time left.
   */
  record Pending() implements KeyClaim {

    @Override
    public <R> R fold(
        Function<Owned, R> owned, Function<Bound, R> bound, Function<Pending, R> pending) {
      return pending.apply(this);
    }
  }
}
