package berth.slot;

/** How it stands with a slot that somebody says to hold. */
sealed interface LeaseOutcome {

  /** Its lease runs. */
  record Running(Lease lease) implements LeaseOutcome {}

  /** It was given back, and nobody has been granted it since. */
  record Released() implements LeaseOutcome {}

  /** Its lease has ended. */
  record Ended() implements LeaseOutcome {}

  /** Nobody of the subscription ever held it. */
  record Unknown() implements LeaseOutcome {}
}
