package berth.slot;

import berth.database.Database;
import berth.health.HealthSql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Whether those who find no slot have anything to wait for. It only looks. */
@ApplicationScoped
class Prospects {

  private static final int MOST_TOLD = 20;

  /**
   * A lease that ends makes room if its account is in play, whoever's it is; and an account comes
   * back that has cooled, or whose moderation has ended.
   */
  private static final String NEXT_CHANCE =
      """
      SELECT coalesce(extract(epoch FROM least(min(slot.leased_until) FILTER (WHERE %s),
                                               min(%s) FILTER (WHERE %s))
                                         - clock_timestamp()), 0)::float8 AS seconds
        FROM account
             LEFT JOIN slot ON slot.channel = account.channel AND slot.leased_until > now()
       WHERE account.subscription_id = $1 AND ($2::text IS NULL OR account.channel = $2)
      """
          .formatted(HealthSql.IN_PLAY, HealthSql.BACK_AT, HealthSql.COMES_BACK);

  private static final String STANDING =
      """
      SELECT account.channel, %s AS status,
             CASE WHEN NOT account.paused THEN account.moderation END AS message,
             count(*) OVER () AS accounts
        FROM account
       WHERE account.subscription_id = $1 AND ($2::text IS NULL OR account.channel = $2)
       ORDER BY account.channel
       LIMIT %d
      """
          .formatted(HealthSql.STATUS, MOST_TOLD);

  private final Database database;

  Prospects(Database database) {
    this.database = database;
  }

  /**
   * How long until there may be a slot. Zero when it can't be told, since all has changed
   * meanwhile.
   *
   * @param channel of one account only; {@code null} for all
   */
  Uni<Duration> untilNextChance(long subscriptionId, @Nullable String channel) {
    return database
        .run(NEXT_CHANCE, Tuple.of(subscriptionId, channel))
        .map(rows -> rows.iterator().next().getDouble("seconds"))
        .map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
  }

  /**
   * How it stands with the accounts, when none comes back by itself.
   *
   * @param channel of one account only; {@code null} for all
   */
  Uni<TakeOutcome.OutOfPlay> outOfPlay(long subscriptionId, @Nullable String channel) {
    return database.run(STANDING, Tuple.of(subscriptionId, channel)).map(Prospects::outOfPlay);
  }

  private static TakeOutcome.OutOfPlay outOfPlay(RowSet<Row> rows) {
    List<TakeOutcome.Standing> standings =
        StreamSupport.stream(rows.spliterator(), false)
            .map(
                row ->
                    new TakeOutcome.Standing(
                        row.getString("channel"),
                        row.getString("status"),
                        row.getString("message")))
            .toList();
    int all = rows.size() == 0 ? 0 : rows.iterator().next().getInteger("accounts");
    return new TakeOutcome.OutOfPlay(standings, all - standings.size());
  }
}
