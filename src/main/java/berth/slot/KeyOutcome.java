package berth.slot;

import berth.secret.Encrypted;
import java.util.Optional;

/** How it stands with an idempotency key. */
sealed interface KeyOutcome {

  /** It stands for nothing, and is the request's own now. */
  record Owned() implements KeyOutcome {}

  /**
   * It stands for a slot that is held.
   *
   * @param token of the account; empty when that was deleted since
   */
  record Bound(Lease lease, Optional<Encrypted> token) implements KeyOutcome {}

  /** Another request is trying to get a slot for it. */
  record Pending() implements KeyOutcome {}
}
