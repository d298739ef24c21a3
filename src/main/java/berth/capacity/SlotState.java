package berth.capacity;

/** Whether a slot may be granted. */
enum SlotState {
  /** The slot may be granted when it is free. */
  OPEN,
  /**
   * The slot was held when it was taken out of the grants. It may not be granted until its account
   * is resized, which may be after its lease has ended.
   */
  DRAINING,
  /** The slot may not be granted. */
  CLOSED
}
