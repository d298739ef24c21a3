package berth.slot.grant;

import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import java.util.List;

/** What came of one attempt to grant a slot. */
public sealed interface GrantOutcome {

  /** A slot was free and is held now. */
  record Granted(Lease lease, Encrypted token) implements GrantOutcome {}

  /** A slot is held now, but meanwhile its key has become another request's: it has to go back. */
  record Superseded(Lease lease) implements GrantOutcome {}

  /** No account that would do was below its limit when the statement began. */
  record Full() implements GrantOutcome {}

  /** No account that would do was in rotation then, or could come back by itself. */
  record OutOfRotation() implements GrantOutcome {}

  /**
   * The draws fell on accounts at their limit; others may be below it.
   *
   * @param accounts how many there are
   */
  record Missed(int accounts) implements GrantOutcome {}

  /** There was a free slot, but others were faster. */
  record Lost() implements GrantOutcome {}

  /**
   * There was a free slot, but it is left to those who have waited for longer.
   *
   * @param first the ticket of the one who goes first
   */
  record Yielded(long first) implements GrantOutcome {}

  /** Leases on draining slots of these channels have run out unnoticed: there may be room. */
  record Drained(List<String> channels) implements GrantOutcome {}

  /** There is no account, or not the one that the wish is pinned to. */
  record Unconfigured() implements GrantOutcome {}

  /** As many requests of the subscription wait at this pod as may. */
  record Crowded() implements GrantOutcome {}

  /** This pod stops. */
  record Closed() implements GrantOutcome {}
}
