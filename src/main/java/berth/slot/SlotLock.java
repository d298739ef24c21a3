package berth.slot;

/** How statements lock the rows of slots that they change. */
final class SlotLock {

  private static final String PASS_BY_LOCKED = "FOR NO KEY UPDATE OF slot SKIP LOCKED";
  private static final String WAIT_FOR_LOCKED = "FOR NO KEY UPDATE OF slot";

  private SlotLock() {}

  /**
   * At first a statement passes by what somebody else has locked, so that nobody waits with those
   * who want that. Who waits for it reads it anew after the wait, and keeps its lock even if it is
   * no use any more; so all who wait lock in the order of the keys, or they would wait for each
   * other in a circle.
   */
  static String clause(boolean patient) {
    return patient ? WAIT_FOR_LOCKED : PASS_BY_LOCKED;
  }
}
