package berth.slot.idempotency;

import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import java.util.Optional;

/** The result of claiming an idempotency key for a request. */
public sealed interface KeyClaim {

  /** The key was free, and the request owns it now. */
  record Owned() implements KeyClaim {}

  /**
   * The key is bound to a slot that is held.
   *
   * @param token the token of the account; empty when the account was deleted since the grant
   */
  record Bound(Lease lease, Optional<Encrypted> token) implements KeyClaim {}

  /**
   * The request has to claim the key again later: another request owns it, or has just bound it, or
   * the lease that it is bound to has no time left.
   */
  record Pending() implements KeyClaim {}
}
