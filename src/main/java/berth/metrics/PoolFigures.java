package berth.metrics;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.SqlTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads how full the pool is, of all subscriptions. */
@ApplicationScoped
class PoolFigures {

  /** The statuses of accounts, as callers know them, and the names of the columns. */
  static final List<String> STATUSES =
      List.of("active", "paused", "cooling", "rejected", "moderated");

  /**
   * How full the pool was when it was last counted, up to 15 seconds ago.
   *
   * @param accounts their number by status
   * @param slots the sum of the limits of the accounts in rotation
   * @param held the leases that run
   * @param overgrants accounts that were found to run more jobs than their limit allows, and would
   *     be granted still more: the sum over all counts. It stays 0 unless Berth has a fault
   * @param undelivered events that are still to be sent to webhooks; as it is now
   */
  record Figures(
      Map<String, Long> accounts, long slots, long held, long overgrants, long undelivered) {}

  /**
   * Counts if the figures are old and no other pod counts just now. While an account runs more than
   * its limit, after the limit was lowered, none of its slots is open.
   */
  static final String READ =
      SqlTemplate.fill(
          """
      WITH old AS (
        SELECT singleton
          FROM pool_figures
         WHERE counted_at < now() - interval '15 seconds'
           FOR UPDATE SKIP LOCKED
      ), account_count AS (
        SELECT count(*) FILTER (WHERE status = 'active') AS active,
               count(*) FILTER (WHERE status = 'paused') AS paused,
               count(*) FILTER (WHERE status = 'cooling') AS cooling,
               count(*) FILTER (WHERE status = 'rejected') AS rejected,
               count(*) FILTER (WHERE status = 'moderated') AS moderated,
               coalesce(sum(max_jobs) FILTER (WHERE in_rotation), 0) AS slots
          FROM (SELECT {status} AS status, {in_rotation} AS in_rotation, max_jobs
                  FROM account
                 WHERE EXISTS (SELECT FROM old)) AS account
      ), slot_count AS (
        SELECT coalesce(sum(held), 0) AS held,
               count(*) FILTER (WHERE open AND held > max_jobs) AS overgrants
          FROM (SELECT channel,
                       count(*) FILTER (WHERE leased_until > now()) AS held,
                       bool_or(state = 'OPEN') AS open
                  FROM slot
                 WHERE EXISTS (SELECT FROM old)
                 GROUP BY channel) AS channel_slots
               LEFT JOIN (SELECT channel, max_jobs
                            FROM channel JOIN account USING (subscription_id, channel)
                           WHERE EXISTS (SELECT FROM old)) AS configured USING (channel)
      ), counted AS (
        UPDATE pool_figures
           SET counted_at = now(), active = account_count.active, paused = account_count.paused,
               cooling = account_count.cooling, rejected = account_count.rejected,
               moderated = account_count.moderated, slots = account_count.slots,
               held = slot_count.held,
               overgrants = pool_figures.overgrants + slot_count.overgrants
          FROM old, account_count, slot_count
         WHERE pool_figures.singleton = old.singleton
        RETURNING pool_figures.*
      )
      SELECT figures.*,
             (SELECT coalesce(sum(newest_id - delivered_id), 0)::bigint
                FROM webhook
               WHERE due_at IS NOT NULL) AS undelivered
        FROM (SELECT * FROM counted
              UNION ALL
              SELECT * FROM pool_figures WHERE NOT EXISTS (SELECT FROM counted)) AS figures
      """,
          Map.of("status", HealthSql.STATUS, "in_rotation", HealthSql.IN_ROTATION));

  private final Database database;

  PoolFigures(Database database) {
    this.database = database;
  }

  /** Reads the figures; fails in two seconds when the database can't be reached. */
  Uni<Figures> read() {
    return database.run(READ).map(rows -> figures(rows.iterator().next()));
  }

  private static Figures figures(Row row) {
    return new Figures(
        STATUSES.stream().collect(Collectors.toMap(Function.identity(), row::getLong)),
        row.getLong("slots"),
        row.getLong("held"),
        row.getLong("overgrants"),
        row.getLong("undelivered"));
  }
}
