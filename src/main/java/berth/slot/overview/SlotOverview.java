package berth.slot.overview;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.SqlTemplate;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseRow;
import berth.waiting.WaitQueue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a subscription's accounts run at the moment, and who waits for them. It only looks. */
@ApplicationScoped
public class SlotOverview {

  /** What is held by nobody after a restore is no lease, and its name must not get around. */
  static final String EXECUTING =
      SqlTemplate.fill(
          """
      SELECT {lease_columns}
        FROM slot
       WHERE subscription_id = $1 AND leased_until > now() AND granted_at IS NOT NULL
         AND ($2::text IS NULL OR channel = $2)
       ORDER BY leased_until
       LIMIT $3
      """,
          Map.of("lease_columns", LeaseRow.COLUMNS));

  /**
   * Also those on channels whose account was deleted. Only the primary key can serve comparisons of
   * rows that begin with the subscription, and in its order none is read that is not told: with
   * comparisons of the columns PostgreSQL may prefer the index of the channels, and sort.
   */
  static final String EXECUTING_AFTER =
      SqlTemplate.fill(
          """
      SELECT {lease_columns}
        FROM slot
       WHERE (subscription_id, channel, number) > ($1, $2, $3)
         AND (subscription_id, channel) <= ($1, $4)
         AND leased_until > now() AND granted_at IS NOT NULL
       ORDER BY subscription_id, channel, number
       LIMIT $5
      """,
          Map.of("lease_columns", LeaseRow.COLUMNS));

  /**
   * What a former owner of the channel still runs on it leaves less room, too. The slots are
   * counted account by account: to join and group them would be to read those of all accounts
   * first.
   */
  static final String ACCOUNTS_AFTER =
      SqlTemplate.fill(
          """
      SELECT account.channel, {status} AS status, account.max_jobs, held.own AS executing,
             CASE WHEN {in_rotation} THEN greatest(0, account.max_jobs - held.of_all) ELSE 0 END AS available
        FROM account CROSS JOIN LATERAL (
               SELECT count(*) AS of_all,
                      count(*) FILTER (WHERE granted_at IS NOT NULL
                                         AND slot.subscription_id = account.subscription_id) AS own
                 FROM slot
                WHERE slot.channel = account.channel AND leased_until > now()) AS held
       WHERE account.subscription_id = $1 AND account.channel > $2
       ORDER BY account.subscription_id, account.channel
       LIMIT $3
      """,
          Map.of("status", HealthSql.STATUS, "in_rotation", HealthSql.IN_ROTATION));

  /**
   * What one account runs.
   *
   * @param executing how many leases of its subscription run
   * @param available how many more slots could be granted; none of one that is out of play
   */
  @RegisterForReflection // written piece by piece, so no resource declares to return it
  public record AccountLoad(
      String channel, String status, int maxJobs, int executing, int available) {}

  private final Database database;
  private final WaitQueue queue;

  SlotOverview(Database database, WaitQueue queue) {
    this.database = database;
    this.queue = queue;
  }

  /**
   * The leases that run, those that end first first.
   *
   * @param channel of one account only; {@code null} for all
   */
  public Uni<List<Lease>> executing(long subscriptionId, @Nullable String channel, int most) {
    long sent = System.nanoTime();
    return database
        .run(EXECUTING, Tuple.of(subscriptionId, channel, most))
        .map(rows -> list(rows, row -> LeaseRow.lease(row, sent)));
  }

  /**
   * The first leases that run behind the channel and number, in their order.
   *
   * @param lastChannel the last channel whose leases count
   */
  Uni<List<Lease>> executingAfter(
      long subscriptionId, String channel, int number, String lastChannel, int most) {
    long sent = System.nanoTime();
    return database
        .run(EXECUTING_AFTER, Tuple.of(subscriptionId, channel, (short) number, lastChannel, most))
        .map(rows -> list(rows, row -> LeaseRow.lease(row, sent)));
  }

  /** The first accounts of the subscription behind the channel, in the order of their channels. */
  public Uni<List<AccountLoad>> accountsAfter(long subscriptionId, String channel, int most) {
    return database
        .run(ACCOUNTS_AFTER, Tuple.of(subscriptionId, channel, most))
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
    return queue.waiting(subscriptionId);
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
