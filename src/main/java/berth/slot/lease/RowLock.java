package berth.slot.lease;

import berth.database.SqlTemplate;
import java.util.Map;

/** The SQL by which statements lock the slot rows that they change. */
public final class RowLock {

  private static final String SKIP_LOCKED = "FOR NO KEY UPDATE OF slot SKIP LOCKED";
  private static final String WAIT_FOR_LOCKS = "FOR NO KEY UPDATE OF slot";

  /**
   * The row of a {@code requested} lease, as it is once it is locked. PostgreSQL cannot merge the
   * subquery with the outer query, so it looks up each row by its key, in the order of {@code
   * requested}.
   */
  private static final String LEASE =
      """
      LATERAL (SELECT slot.*, slot.ctid AS location
                 FROM slot
                WHERE slot.subscription_id = requested.subscription_id
                  AND slot.channel = requested.channel AND slot.number = requested.number
                  AND slot.fence = requested.fence
                  {lock_clause}) AS slot""";

  private static final String SAME_KEY =
      """
      slot.subscription_id = lease.subscription_id
      AND slot.channel = lease.channel AND slot.number = lease.number""";

  private RowLock() {}

  /**
   * SKIP LOCKED first, so that the requests of a batch do not wait for a row that only one of them
   * needs; then lock in key order, to avoid deadlocks. A statement that waited for a lock reads the
   * row anew, and keeps the lock even if the row is of no use any more. So all statements that wait
   * must lock in the same order.
   */
  public static String clause(boolean waitForLocks) {
    return waitForLocks ? WAIT_FOR_LOCKS : SKIP_LOCKED;
  }

  /** Locks the rows of the {@code requested} leases, in the order of their keys. */
  static String leases(boolean waitForLocks) {
    return SqlTemplate.fill(LEASE, Map.of("lock_clause", clause(waitForLocks)));
  }

  /**
   * Finds the locked row of a {@code lease} again. Its location is used if the statement did not
   * wait, since PostgreSQL has only one plan for that. After a wait, the row may have a new
   * version, whose location is not visible to a statement that began before, so the key is used.
   */
  static String lockedRow(boolean waitForLocks) {
    return waitForLocks ? SAME_KEY : "slot.ctid = lease.location";
  }
}
