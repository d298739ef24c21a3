package berth.waiting;

/** Why a waiter waits no longer. */
public enum WaitEnd {
  /** There may be what it waits for. */
  LOOK,
  /** Its time is over. */
  TIME_OVER,
  /** The pod stops. */
  CLOSED
}
