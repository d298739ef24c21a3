package berth.slot;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives many leases back, in one statement that commits by itself. */
@ApplicationScoped
class ReleaseStatement {

  /**
   * Minus infinity says that a lease was given back, for none that ran out ends there. Looks at the
   * leases after the wait for their locks, which are taken in the order of the keys.
   */
  private static final String RELEASE =
      """
      WITH lease AS MATERIALIZED (
        SELECT slot.*
          FROM (SELECT *
                  FROM unnest($1::bigint[], $2::text[], $3::smallint[], $4::bigint[])
                       AS asked (subscription_id, channel, number, fence)
                 ORDER BY subscription_id, channel, number) AS asked,
               %s
      ), released AS (
        UPDATE slot
           SET leased_until = '-infinity', ref = NULL
          FROM lease
         WHERE lease.leased_until > clock_timestamp() AND %s
        RETURNING slot.subscription_id, slot.channel, slot.number, slot.fence
      )
      SELECT subscription_id, channel, number, fence
        FROM lease
       WHERE leased_until = '-infinity'
      UNION ALL
      SELECT subscription_id, channel, number, fence
        FROM released
      """;

  static final String AT_ONCE = sql(false);
  static final String PATIENTLY = sql(true);

  private final Database database;

  ReleaseStatement(Database database) {
    this.database = database;
  }

  /**
   * Ends the leases, and never others on the same slots.
   *
   * @param patient whether to wait for slots that somebody else is just changing
   * @return in the order of the leases, whether the slot is free by this release or by an earlier
   *     one; not when the lease had ended before, or the slot is being changed and not waited for
   */
  Uni<List<Boolean>> release(List<HeldLease> leases, boolean patient) {
    return database
        .run(patient ? PATIENTLY : AT_ONCE, LeaseRow.keys(leases))
        .map(ReleaseStatement::leases)
        .map(released -> leases.stream().map(released::contains).toList());
  }

  private static String sql(boolean patient) {
    return RELEASE.formatted(SlotLock.leases(patient), SlotLock.lockedRow(patient));
  }

  private static Set<HeldLease> leases(RowSet<Row> rows) {
    Set<HeldLease> leases = new HashSet<>();
    rows.forEach(
        row -> leases.add(new HeldLease(row.getLong("subscription_id"), LeaseRow.id(row))));
    return leases;
  }
}
