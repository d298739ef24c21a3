package berth.slot.release;

import berth.slot.lease.Lease;
import org.jspecify.annotations.Nullable;

/** How it stands with a slot that somebody says to hold. */
public sealed interface LeaseOutcome {

  /**
   * Its lease runs.
   *
   * @param status of its account, where it was renewed; {@code null} when that was deleted since
   */
  record Running(Lease lease, @Nullable String status) implements LeaseOutcome {}

  /** It was given back, and nobody has been granted it since. */
  record Released() implements LeaseOutcome {}

  /** Its lease has ended. */
  record Ended() implements LeaseOutcome {}

  /** Nobody of the subscription ever held it. */
  record Unknown() implements LeaseOutcome {}
}
