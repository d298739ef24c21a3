package berth.slot.lease;

import berth.database.Database;
import berth.database.SqlTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        RETURNING slot.subscription_id, slot.channel, slot.number, slot.fence,
                  date_part('epoch', clock_timestamp() - slot.granted_at) AS seconds_held
      )
      SELECT subscription_id, channel, number, fence, NULL AS seconds_held
        FROM lease
       WHERE leased_until = '-infinity'
      UNION ALL
      SELECT subscription_id, channel, number, fence, seconds_held
        FROM released
      """;

  /**
   * What became of a lease that was to be released.
   *
   * @param free whether the slot is free by this release or by an earlier one; {@code false} when
   *     the lease had run out before, the slot was granted again, or it is locked and was not
   *     waited for
   * @param held how long the slot was held, if this release has ended the lease; otherwise {@code
   *     null}
   */
  record Released(boolean free, @Nullable Duration held) {}

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
   * @return in the order of the leases
   */
  Uni<List<Released>> release(List<LeaseKey> leases, boolean waitForLocks) {
    return database
        .run(waitForLocks ? WAITING_FOR_LOCKS : SKIPPING_LOCKED, LeaseRow.keys(leases))
        .map(ReleaseStatement::byLease)
        .map(released -> leases.stream().map(lease -> next(released, lease)).toList());
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

  /** Only the first of several requests that release the same lease has ended it. */
  private static Released next(Map<LeaseKey, Released> released, LeaseKey lease) {
    Released first = released.replace(lease, new Released(true, null));
    return first == null ? new Released(false, null) : first;
  }

  private static Map<LeaseKey, Released> byLease(RowSet<Row> rows) {
    Map<LeaseKey, Released> released = new HashMap<>();
    for (Row row : rows) {
      Double seconds = row.getDouble("seconds_held");
      released.put(
          new LeaseKey(row.getLong("subscription_id"), LeaseRow.id(row)),
          new Released(true, seconds == null ? null : LeaseRow.duration(seconds)));
    }
    return released;
  }
}
