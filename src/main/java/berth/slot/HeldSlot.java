package berth.slot;

/** How it stands with a slot that somebody says to hold. */
sealed interface HeldSlot {

  /** Its lease runs. */
  record Running(Lease lease) implements HeldSlot {}

  /** It was given back, and nobody has been granted it since. */
  record Released() implements HeldSlot {}

  /** Its lease has ended. */
  record Ended() implements HeldSlot {}

  /** Nobody of the subscription ever held it. */
  record Unknown() implements HeldSlot {}
}
