package berth.slot.idempotency;

import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import java.util.Optional;

/** How it stands with an idempotency key. */
public sealed interface KeyClaim {

  /** It stands for nothing, and is the request's own now. */
  record Owned() implements KeyClaim {}

  /**
   * It stands for a slot that is held.
   *
   * @param token of the account; empty when that was deleted since
   */
  record Bound(Lease lease, Optional<Encrypted> token) implements KeyClaim {}

  /** Another request is trying to get a slot for it. */
  record Pending() implements KeyClaim {}
}
