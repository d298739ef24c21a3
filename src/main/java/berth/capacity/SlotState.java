package berth.capacity;

/** Whether a slot may be granted. */
enum SlotState {
  /** It may, when it is free. */
  OPEN,
  /** It is held and goes out of play when its lease ends. */
  DRAINING,
  /** It is out of play. */
  CLOSED
}
