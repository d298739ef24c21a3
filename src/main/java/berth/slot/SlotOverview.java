package berth.slot;

import berth.database.Database;
import berth.health.HealthSql;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a subscription's accounts run at the moment, and who waits for them. It only looks. */
@ApplicationScoped
class SlotOverview {

  /** What is held by nobody after a restore is no lease, and its name must not get around. */
  private static final String EXECUTING =
      """
      SELECT %s
        FROM slot
       WHERE subscription_id = $1 AND leased_until > now() AND granted_at IS NOT NULL
         AND ($2::text IS NULL OR channel = $2)
       ORDER BY leased_until
       LIMIT $3
      """
          .formatted(LeaseRow.COLUMNS);

  /** What a former owner of the channel still runs on it leaves less room, too. */
  private static final String ACCOUNTS =
      """
      SELECT account.channel, %s AS status, account.max_jobs,
             count(*) FILTER (WHERE slot.leased_until > now() AND slot.granted_at IS NOT NULL
                                AND slot.subscription_id = $1) AS executing,
             CASE WHEN %s
                  THEN greatest(0, account.max_jobs
                                   - count(*) FILTER (WHERE slot.leased_until > now()))
                  ELSE 0
             END AS available
        FROM account LEFT JOIN slot ON slot.channel = account.channel
       WHERE account.subscription_id = $1
       GROUP BY account.subscription_id, account.channel
       ORDER BY account.channel
      """
          .formatted(HealthSql.STATUS, HealthSql.IN_PLAY);

  /**
   * What one account runs.
   *
   * @param executing how many leases of its subscription run
   * @param available how many more slots could be granted; none of one that is out of play
   */
  record AccountLoad(String channel, String status, int maxJobs, int executing, int available) {}

  private final Database database;
  private final WaitingLine line;

  SlotOverview(Database database, WaitingLine line) {
    this.database = database;
    this.line = line;
  }

  /**
   * The leases that run, those that end first first.
   *
   * @param channel of one account only; {@code null} for all
   */
  Uni<List<Lease>> executing(long subscriptionId, @Nullable String channel, int most) {
    long sent = System.nanoTime();
    return database
        .run(EXECUTING, Tuple.of(subscriptionId, channel, most))
        .map(rows -> list(rows, row -> LeaseRow.lease(row, sent)));
  }

  /** The accounts of the subscription. */
  Uni<List<AccountLoad>> accounts(long subscriptionId) {
    return database
        .run(ACCOUNTS, Tuple.of(subscriptionId))
        .map(
            rows ->
                list(
                    rows,
                    row ->
                        new AccountLoad(
                            row.getString("channel"),
                            row.getString("status"),
                            row.getInteger("max_jobs"),
                            row.getInteger("executing"),
                            row.getInteger("available"))));
  }

  /** How many requests of the subscription wait for a slot in this pod. */
  int waiting(long subscriptionId) {
    return line.waiting(subscriptionId);
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
