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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Reads the running leases, the accounts and the number of waiters of a subscription. */
@ApplicationScoped
public class SlotOverview {

  /**
   * After a restore, slots are held without a lease: {@code granted_at} is null. They are not
   * listed, since callers must not learn their ids.
   */
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
   * Also lists leases on channels whose account was deleted. Only the primary key can serve row
   * comparisons that begin with the subscription, and in its order PostgreSQL reads no further than
   * the page. If the columns were compared one by one, it might prefer the index of the channels,
   * and sort.
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
   * Leases of a former owner of the channel also reduce {@code available}. The slots are counted
   * account by account: a join with {@code GROUP BY} would read the slots of all accounts first.
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
   * The load of one account.
   *
   * @param executing how many leases of its subscription run
   * @param available how many more slots could be granted; 0 for an account out of rotation
   */
  @RegisterForReflection // written piece by piece, so no resource declares to return it
  @Schema(
      name = "AccountLoad",
      description = "How much an account runs.",
      requiredProperties = {"channel", "status", "maxJobs", "executing", "available"})
  public record AccountLoad(
      @Schema(description = "The channel of the account.") String channel,
      @Schema(
              description = "The status of the account.",
              enumeration = {"active", "paused", "cooling", "rejected", "moderated"})
          String status,
      @Schema(description = "How many jobs it may run at once.") int maxJobs,
      @Schema(description = "How many of its slots are held.") int executing,
      @Schema(description = "How many more could be granted now.") int available) {}

  private final Database database;
  private final WaitQueue queue;

  SlotOverview(Database database, WaitQueue queue) {
    this.database = database;
    this.queue = queue;
  }

  /**
   * The running leases, in the order in which they end.
   *
   * @param channel the channel of one account; {@code null} for all accounts
   * @param limit how many leases at most
   */
  public Uni<List<Lease>> executing(long subscriptionId, @Nullable String channel, int limit) {
    long sent = System.nanoTime();
    return database
        .run(EXECUTING, Tuple.of(subscriptionId, channel, limit))
        .map(rows -> list(rows, row -> LeaseRow.lease(row, sent)));
  }

  /**
   * The first running leases after the channel and number, in the order of channel and number.
   *
   * @param lastChannel the last channel whose leases are listed
   * @param limit how many leases at most
   */
  public Uni<List<Lease>> executingAfter(
      long subscriptionId, String channel, int number, String lastChannel, int limit) {
    long sent = System.nanoTime();
    return database
        .run(EXECUTING_AFTER, Tuple.of(subscriptionId, channel, (short) number, lastChannel, limit))
        .map(rows -> list(rows, row -> LeaseRow.lease(row, sent)));
  }

  /** The first accounts of the subscription after the channel, in the order of their channels. */
  public Uni<List<AccountLoad>> accountsAfter(long subscriptionId, String channel, int limit) {
    return database
        .run(ACCOUNTS_AFTER, Tuple.of(subscriptionId, channel, limit))
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

  /** The number of requests of the subscription that wait for a slot in this pod. */
  int waiting(long subscriptionId) {
    return queue.waiting(subscriptionId);
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
