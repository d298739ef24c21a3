package berth.client;

/** Why a slot was lost. */
public enum LostReason {
  /** The service says that the lease has ended. */
  ENDED,
  /** No renewal got through in time. */
  UNRENEWED,
  /** The slot was held for as long as it may be. */
  MAX_HOLD,
  /** The pool was closed. */
  CLOSED
}
