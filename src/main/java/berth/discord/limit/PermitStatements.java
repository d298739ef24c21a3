package berth.discord.limit;

import berth.database.Database;
import berth.database.SqlTemplate;
import berth.discord.http.Seconds;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes permits of the {@link InvalidRequestBudget}, and tells why there is none. */
final class PermitStatements {

  /**
   * A permit is in the hands of a request for less than this. One that is taken for longer is that
   * of a pod that died.
   */
  private static final Duration IN_HAND = Duration.ofSeconds(10);

  /** What is taken may come back any moment, so it is told apart from what is spent. */
  private static final Duration UNTIL_ONE_MAY_BE_BACK = Duration.ofMillis(250);

  /**
   * How long a permit is no use to others, as far as anybody knows; 0 when it may be any moment.
   */
  private static final String SECONDS =
      """
      CASE WHEN spent_until <= now() THEN 0
           WHEN holder IS NOT NULL AND spent_until > now() + make_interval(secs => $6) THEN 0
           ELSE extract(epoch FROM spent_until - now())::float8
       END""";

  /**
   * Locks a row of each kind, the subscription's first, and waits for nobody. A row that others
   * have locked is passed by, so none found does not mean none left: what is told then is read
   * without locks, and says only for how long.
   */
  static final String TAKE =
      SqlTemplate.fill(
          """
      WITH pause AS MATERIALIZED (
        SELECT reason, extract(epoch FROM paused_until - now())::float8 AS seconds
          FROM discord_pause
         WHERE paused_until > now()
         ORDER BY paused_until DESC
         LIMIT 1
      ), own AS MATERIALIZED (
        SELECT number
          FROM discord_subscription_permit
         WHERE subscription_id = $4 AND number <= $5 AND spent_until <= now()
           AND NOT EXISTS (SELECT FROM pause)
         ORDER BY number
         LIMIT 1
           FOR NO KEY UPDATE SKIP LOCKED
      ), unspent AS MATERIALIZED (
        SELECT number
          FROM discord_permit
         WHERE number <= $1 AND spent_until <= now() AND NOT EXISTS (SELECT FROM pause)
           AND ($4::bigint IS NULL OR EXISTS (SELECT FROM own))
         ORDER BY number
         LIMIT 1
           FOR NO KEY UPDATE SKIP LOCKED
      ), own_taken AS (
        UPDATE discord_subscription_permit AS permit
           SET spent_until = clock_timestamp() + make_interval(secs => $2), holder = $3
          FROM own, unspent
         WHERE permit.subscription_id = $4 AND permit.number = own.number
        RETURNING permit.number
      ), taken AS (
        UPDATE discord_permit
           SET spent_until = clock_timestamp() + make_interval(secs => $2), holder = $3
          FROM unspent
         WHERE discord_permit.number = unspent.number
        RETURNING discord_permit.number
      )
      SELECT (SELECT number FROM taken) AS number,
             (SELECT number FROM own_taken) AS own_number,
             (SELECT reason FROM pause) AS reason,
             $4::bigint IS NOT NULL AND NOT EXISTS (SELECT FROM own) AS by_subscription,
             CASE WHEN EXISTS (SELECT FROM taken) THEN 0
                  WHEN EXISTS (SELECT FROM pause) THEN (SELECT seconds FROM pause)
                  WHEN $4::bigint IS NULL OR EXISTS (SELECT FROM own)
                  THEN (SELECT min({seconds}) FROM discord_permit WHERE number <= $1)
                  ELSE (SELECT min({seconds})
                          FROM discord_subscription_permit
                         WHERE subscription_id = $4 AND number <= $5
                        HAVING count(*) = $5)
              END AS seconds
      """,
          Map.of("seconds", SECONDS));

  /** In the same order by all, so that none waits for one who waits for it. */
  private static final String MAKE =
      """
      INSERT INTO discord_subscription_permit (subscription_id, number)
      SELECT $1, number FROM generate_series(1, $2) AS number
          ON CONFLICT DO NOTHING
      """;

  private final Database database;
  private final int budget;

  /**
   * Makes one.
   *
   * @param budget how many permits there are for all
   */
  PermitStatements(Database database, int budget) {
    this.database = database;
    this.budget = budget;
  }

  /** Takes one, for one request. */
  Uni<Permit> take(Requester requester) {
    return tryToTake(requester)
        .flatMap(
            permit ->
                permit
                    .map(known -> Uni.createFrom().item(known))
                    .orElseGet(
                        () ->
                            make(requester).chain(() -> tryToTake(requester)).map(Optional::get)));
  }

  /** Empty when the subscription's permits are not there yet. */
  private Uni<Optional<Permit>> tryToTake(Requester requester) {
    UUID holder = UUID.randomUUID();
    return database
        .run(
            TAKE,
            Tuple.of(
                requester.mostOf(budget),
                (double) InvalidRequestBudget.COUNTED.toSeconds(),
                holder,
                requester.subscriptionId(),
                Requester.quarterOf(budget),
                (double) InvalidRequestBudget.COUNTED.minus(IN_HAND).toSeconds()))
        .map(rows -> permit(rows.iterator().next(), requester, holder));
  }

  private Uni<Void> make(Requester requester) {
    return database
        .run(MAKE, Tuple.of(requester.subscriptionId(), Requester.quarterOf(budget)))
        .replaceWithVoid();
  }

  private static Optional<Permit> permit(Row row, Requester requester, UUID holder) {
    Integer number = row.getInteger("number");
    if (number != null) {
      return Optional.of(new Permit.Granted(number, own(row, requester), holder));
    }
    Double seconds = row.getDouble("seconds");
    return seconds == null
        ? Optional.empty()
        : Optional.of(denied(row, Seconds.duration(seconds, Duration.ZERO)));
  }

  private static Permit.@Nullable Own own(Row row, Requester requester) {
    Long subscriptionId = requester.subscriptionId();
    return subscriptionId == null
        ? null
        : new Permit.Own(subscriptionId, row.getInteger("own_number"));
  }

  private static Permit denied(Row row, Duration pause) {
    String reason = row.getString("reason");
    if (reason != null) {
      return new Permit.Denied(Permit.Reason.valueOf(reason), pause);
    }
    if (pause.isZero()) {
      return new Permit.Denied(Permit.Reason.TAKEN, UNTIL_ONE_MAY_BE_BACK);
    }
    return new Permit.Denied(
        row.getBoolean("by_subscription")
            ? Permit.Reason.SPENT_BY_SUBSCRIPTION
            : Permit.Reason.SPENT,
        pause);
  }
}
