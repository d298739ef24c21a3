package berth.slot.take;

/** Why a request has no slot. */
public enum Refusal {
  /** Every account that fits is at its limit, or out of rotation for now. */
  BUSY,
  /** No account fits. */
  UNCONFIGURED,
  /** Every account that fits is out of rotation, and none comes back by itself. */
  OUT_OF_ROTATION,
  /** Too many requests wait or queue, or other requests were faster too often. */
  OVERLOADED
}
