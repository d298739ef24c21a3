package berth.slot;

/** What came of giving a lease back. */
enum Release {
  /** The slot is free, by this or by an earlier release. */
  RELEASED,
  /** The same, and the slot was draining: its channel is to be resized. */
  DRAINED,
  /** The lease had ended before; nothing was changed. */
  ENDED
}
