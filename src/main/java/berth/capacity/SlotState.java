package berth.capacity;

/** Whether a slot may be granted. */
enum SlotState {
  /** The slot may be granted when it is free. */
  OPEN,
  /** The slot is held, and closes when its lease ends. */
  DRAINING,
  /** The slot may not be granted. */
  CLOSED
}
