package berth.slot.lease;

import berth.database.Database;
import berth.database.SqlTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Releases many leases, in one autocommit statement. */
@ApplicationScoped
public class ReleaseStatement {

  /**
   * Minus infinity marks a lease as released: a lease that ran out never ends there. The statement
   * locks the rows in the order of their keys, and checks the leases after it has the locks.
   */
  private static final String RELEASE =
      """
      WITH lease AS MATERIALIZED (
        SELECT slot.*
          FROM (SELECT *
                  FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[])
                       AS requested (subscription_id, channel, number, fence)
                 ORDER BY subscription_id, channel, number) AS requested,
               {locked_leases}
      ), released AS (
        UPDATE slot
           SET {released}
          FROM lease
         WHERE lease.leased_until > clock_timestamp() AND {locked_row}
        RETURNING slot.subscription_id, slot.channel, slot.number, slot.fence
      )
      SELECT subscription_id, channel, number, fence
        FROM lease
       WHERE leased_until = '-infinity'
      UNION ALL
      SELECT subscription_id, channel, number, fence
        FROM released
      """;

  static final String SKIPPING_LOCKED = sql(false);
  static final String WAITING_FOR_LOCKS = sql(true);

  private final Database database;

  public ReleaseStatement(Database database) {
    this.database = database;
  }

  /**
   * Ends the leases, and never others on the same slots.
   *
   * @param waitForLocks whether to wait for slots that other transactions have locked
   * @return in the order of the leases, whether the slot is free by this release or by an earlier
   *     one; {@code false} when the lease had run out before, the slot was granted again, or it is
   *     locked and was not waited for
   */
  Uni<List<Boolean>> release(List<LeaseKey> leases, boolean waitForLocks) {
    return database
        .run(waitForLocks ? WAITING_FOR_LOCKS : SKIPPING_LOCKED, LeaseRow.keys(leases))
        .map(ReleaseStatement::leases)
        .map(released -> leases.stream().map(released::contains).toList());
  }

  private static String sql(boolean waitForLocks) {
    return SqlTemplate.fill(
        RELEASE,
        Map.of(
            "locked_leases",
            RowLock.leases(waitForLocks),
            "locked_row",
            RowLock.lockedRow(waitForLocks),
            "released",
            LeaseRow.RELEASED));
  }

  private static Set<LeaseKey> leases(RowSet<Row> rows) {
    Set<LeaseKey> leases = new HashSet<>();
    rows.forEach(row -> leases.add(new LeaseKey(row.getLong("subscription_id"), LeaseRow.id(row))));
    return leases;
  }
}
