package berth.pool;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.SqlTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the accounts, slots and waiters of a subscription. */
@ApplicationScoped
class PoolTotals {

  private static final List<String> STATUSES =
      List.of("active", "paused", "cooling", "rejected", "moderated");

  /** Leases of a former owner of a channel also reduce what is free. */
  static final String COUNT =
      SqlTemplate.fill(
          """
      SELECT clock_timestamp() AS at,
             (SELECT count(*)
                FROM slot
               WHERE subscription_id = $1 AND leased_until > now() AND granted_at IS NOT NULL) AS held,
             waiting.count AS waiting, waiting.since AS oldest_waiter_since, load.*
        FROM (SELECT count(*) AS count, min(since) AS since
                FROM waiter JOIN waiting_pod USING (pod)
               WHERE subscription_id = $1 AND alive_until > now()) AS waiting,
             (SELECT count(*) FILTER (WHERE status = 'active') AS active,
                     count(*) FILTER (WHERE status = 'paused') AS paused,
                     count(*) FILTER (WHERE status = 'cooling') AS cooling,
                     count(*) FILTER (WHERE status = 'rejected') AS rejected,
                     count(*) FILTER (WHERE status = 'moderated') AS moderated,
                     coalesce(sum(greatest(0, max_jobs - held)) FILTER (WHERE in_rotation), 0) AS free
                FROM (SELECT {status} AS status, {in_rotation} AS in_rotation, max_jobs,
                             (SELECT count(*)
                                FROM slot
                               WHERE slot.channel = account.channel AND leased_until > now()) AS held
                        FROM account
                       WHERE subscription_id = $1) AS account) AS load
      """,
          Map.of("status", HealthSql.STATUS, "in_rotation", HealthSql.IN_ROTATION));

  /**
   * The figures of a subscription.
   *
   * @param at when they were true
   * @param free how many slots can be granted
   * @param held how many are held
   * @param waiting how many requests wait, at all pods
   * @param oldestWaiterSince since when the first of them waits
   * @param accounts the number of accounts by status
   */
  record Totals(
      Instant at,
      long free,
      long held,
      long waiting,
      @Nullable Instant oldestWaiterSince,
      Map<String, Long> accounts) {}

  private final Database database;

  PoolTotals(Database database) {
    this.database = database;
  }

  Uni<Totals> count(long subscriptionId) {
    return database
        .run(COUNT, Tuple.of(subscriptionId))
        .map(rows -> totals(rows.iterator().next()));
  }

  private static Totals totals(Row row) {
    Map<String, Long> accounts = new LinkedHashMap<>();
    STATUSES.forEach(status -> accounts.put(status, row.getLong(status)));
    return new Totals(
        row.getOffsetDateTime("at").toInstant(),
        row.getLong("free"),
        row.getLong("held"),
        row.getLong("waiting"),
        Optional.ofNullable(row.getOffsetDateTime("oldest_waiter_since"))
            .map(OffsetDateTime::toInstant)
            .orElse(null),
        accounts);
  }
}
