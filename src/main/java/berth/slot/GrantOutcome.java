package berth.slot;

import berth.secret.Encrypted;
import java.util.List;

/** What came of trying to grant a slot, once. */
sealed interface GrantOutcome {

  /** A slot was free and is held now; the token is that of its account. */
  record Granted(Lease lease, Encrypted token) implements GrantOutcome {}

  /** No account was below its limit when the statement began. */
  record Full() implements GrantOutcome {}

  /** Some account was, but others were faster. */
  record Lost() implements GrantOutcome {}

  /** Nothing was tried: leases on draining slots of these channels have run out unnoticed. */
  record Drained(List<String> channels) implements GrantOutcome {}
}
