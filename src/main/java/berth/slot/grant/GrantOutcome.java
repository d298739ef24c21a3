package berth.slot.grant;

import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import java.util.List;

/** The outcome of one attempt to grant a slot. */
public sealed interface GrantOutcome {

  /** A free slot was leased to the request. */
  record Granted(Lease lease, Encrypted token) implements GrantOutcome {}

  /**
   * A free slot was leased to the request, but its idempotency key belongs to another request by
   * now. The slot must be released.
   */
  record Superseded(Lease lease) implements GrantOutcome {}

  /** No account that fits was below its limit when the statement began. */
  record Full() implements GrantOutcome {}

  /**
   * No account that fits was in rotation when the statement began, and none comes back by itself.
   */
  record OutOfRotation() implements GrantOutcome {}

  /**
   * The draws fell on accounts at their limit. Other accounts may be below it.
   *
   * @param accounts how many accounts are in rotation
   */
  record Missed(int accounts) implements GrantOutcome {}

  /** There was a free slot, but other requests were faster. */
  record Lost() implements GrantOutcome {}

  /**
   * There was a free slot, but it is left to waiters that have waited longer.
   *
   * @param first the ticket of the waiter that goes first
   */
  record Yielded(long first) implements GrantOutcome {}

  /**
   * Leases on draining slots of these channels have run out, and the channels were not resized yet.
   * A resize may open slots.
   */
  record Drained(List<String> channels) implements GrantOutcome {}

  /** The subscription has no account, or not the one that the request is pinned to. */
  record Unconfigured() implements GrantOutcome {}

  /** The maximum number of requests, of the subscription or of all, waits in this pod already. */
  record Crowded() implements GrantOutcome {}

  /** This pod is stopping. */
  record Closed() implements GrantOutcome {}
}
