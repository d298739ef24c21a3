package berth.waiting;

/** The reason that a parked waiter goes on. */
public enum WaitEnd {
  /** There may be a slot for the waiter. */
  WOKEN,
  /** The waiter has been parked for as long as it wanted. */
  TIME_OVER,
  /** The pod stops. */
  CLOSED
}
