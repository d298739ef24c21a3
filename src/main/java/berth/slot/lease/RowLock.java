package berth.slot.lease;

import berth.database.SqlTemplate;
import java.util.Map;

/** How statements lock the rows of slots that they change. */
public final class RowLock {

  private static final String PASS_BY_LOCKED = "FOR NO KEY UPDATE OF slot SKIP LOCKED";
  private static final String WAIT_FOR_LOCKED = "FOR NO KEY UPDATE OF slot";

  /**
   * The row of a lease that is {@code asked} for, as it is once it is locked. PostgreSQL can't
   * merge the subquery with what is around it, so it looks each row up by its key, in the order in
   * which they are asked for.
   */
  private static final String LEASE =
      """
      LATERAL (SELECT slot.*, slot.ctid AS stored
                 FROM slot
                WHERE slot.subscription_id = asked.subscription_id
                  AND slot.channel = asked.channel AND slot.number = asked.number
                  AND slot.fence = asked.fence
                  {lock_clause}) AS slot""";

  private static final String SAME_KEY =
      """
      slot.subscription_id = lease.subscription_id
      AND slot.channel = lease.channel AND slot.number = lease.number""";

  private RowLock() {}

  /**
   * At first a statement passes by what somebody else has locked, so that nobody waits with those
   * who want that. Who waits for it reads it anew after the wait, and keeps its lock even if it is
   * no use any more; so all who wait lock in the order of the keys, or they would wait for each
   * other in a circle.
   */
  public static String clause(boolean waitForLocks) {
    return waitForLocks ? WAIT_FOR_LOCKED : PASS_BY_LOCKED;
  }

  /** Locks the rows of the leases that are {@code asked} for, in the order of their keys. */
  static String leases(boolean waitForLocks) {
    return SqlTemplate.fill(LEASE, Map.of("lock_clause", clause(waitForLocks)));
  }

  /**
   * Finds the row of a {@code lease} again that was locked: by where it is stored, which PostgreSQL
   * can do in one way only. Not after a wait, for where the row is stored then is hidden from a
   * statement that began before.
   */
  static String lockedRow(boolean waitForLocks) {
    return waitForLocks ? SAME_KEY : "slot.ctid = lease.stored";
  }
}
