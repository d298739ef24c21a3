package berth.slot.take;

import berth.account.health.HealthSql;
import berth.database.Database;
import berth.database.SqlTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads when there may be a slot, or why no account can take jobs, for requests that found no slot.
 */
@ApplicationScoped
class AvailabilityStatements {

  private static final int MAX_ACCOUNTS = 20;

  /**
   * There may be a slot when a lease ends on an account in rotation, whichever subscription holds
   * the lease, and when an account comes back because it has cooled or its moderation has ended.
   */
  static final String NEXT_CHANCE =
      SqlTemplate.fill(
          """
      SELECT coalesce(extract(epoch FROM least(min(slot.leased_until) FILTER (WHERE {in_rotation}),
                                               min({back_at}) FILTER (WHERE {comes_back}))
                                         - clock_timestamp()), 0)::float8 AS seconds
        FROM account
             LEFT JOIN slot ON slot.channel = account.channel AND slot.leased_until > now()
       WHERE account.subscription_id = $1 AND ($2::text IS NULL OR account.channel = $2)
      """,
          Map.of(
              "in_rotation",
              HealthSql.IN_ROTATION,
              "back_at",
              HealthSql.BACK_AT,
              "comes_back",
              HealthSql.COMES_BACK));

  static final String OUT_OF_ROTATION =
      SqlTemplate.fill(
          """
      SELECT account.channel, {status} AS status,
             CASE WHEN NOT account.paused THEN account.moderation END AS message,
             count(*) OVER () AS accounts
        FROM account
       WHERE account.subscription_id = $1 AND ($2::text IS NULL OR account.channel = $2)
       ORDER BY account.channel
       LIMIT {max_accounts}
      """,
          Map.of("status", HealthSql.STATUS, "max_accounts", MAX_ACCOUNTS));

  private final Database database;

  AvailabilityStatements(Database database) {
    this.database = database;
  }

  /**
   * The time until there may be a slot. Zero if there is neither such a lease nor such an account,
   * because the state has changed meanwhile.
   *
   * @param channel of one account only; {@code null} for all
   */
  Uni<Duration> untilAvailable(long subscriptionId, @Nullable String channel) {
    return database
        .run(NEXT_CHANCE, Tuple.of(subscriptionId, channel))
        .map(rows -> rows.iterator().next().getDouble("seconds"))
        .map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
  }

  /**
   * The status of the accounts, when none of them comes back by itself.
   *
   * @param channel of one account only; {@code null} for all
   */
  Uni<TakeResult.OutOfRotation> outOfRotation(long subscriptionId, @Nullable String channel) {
    return database
        .run(OUT_OF_ROTATION, Tuple.of(subscriptionId, channel))
        .map(AvailabilityStatements::outOfRotation);
  }

  private static TakeResult.OutOfRotation outOfRotation(RowSet<Row> rows) {
    List<TakeResult.AccountStatus> accounts =
        StreamSupport.stream(rows.spliterator(), false)
            .map(
                row ->
                    new TakeResult.AccountStatus(
                        row.getString("channel"),
                        row.getString("status"),
                        row.getString("message")))
            .toList();
    int all = rows.size() == 0 ? 0 : rows.iterator().next().getInteger("accounts");
    return new TakeResult.OutOfRotation(accounts, all - accounts.size());
  }
}
