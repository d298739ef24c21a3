package berth.slot;

import java.util.List;

/** What came of trying to grant a slot, once. */
sealed interface GrantOutcome {

  /** A slot was free and is held now. */
  record Granted(Lease lease) implements GrantOutcome {}

  /** No account was below its limit when the statement began. */
  record Full() implements GrantOutcome {}

  /** Some account was, but others were faster. */
  record Lost() implements GrantOutcome {}

  /** Nothing was tried: leases on draining slots of these channels have run out unnoticed. */
  record Drained(List<String> channels) implements GrantOutcome {}
}
