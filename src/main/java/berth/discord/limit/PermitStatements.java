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

/**
 * Takes permits of the {@link InvalidRequestBudget}; when there is none, finds out why and for how
 * long.
 */
final class PermitStatements {

  /**
   * Maximum time between taking a permit and releasing or spending it. A permit that has been taken
   * for longer is one of a pod that died.
   */
  private static final Duration MAX_HELD = Duration.ofSeconds(10);

  /** The pause when permits are not spent but taken: one may be released at any moment. */
  private static final Duration PAUSE_WHEN_TAKEN = Duration.ofMillis(250);

  /**
   * The seconds until a permit can be taken; 0 when it can be now, or when the request that has
   * taken it may release it at any moment.
   */
  private static final String SECONDS =
      """
      CASE WHEN spent_until <= now() THEN 0
           WHEN holder IS NOT NULL AND spent_until > now() + make_interval(secs => $6) THEN 0
           ELSE extract(epoch FROM spent_until - now())::float8
       END""";

  /**
   * Locks one row of each kind, the subscription's first, and does not wait for locks. It skips
   * rows that other statements have locked, so a statement that finds none does not prove that none
   * is left. Its reason and seconds are then read without locks, and say only how long to wait.
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

  /** Inserts in the order of the key, to avoid deadlocks. */
  private static final String INSERT =
      """
      INSERT INTO discord_subscription_permit (subscription_id, number)
      SELECT $1, number FROM generate_series(1, $2) AS number
          ON CONFLICT DO NOTHING
      """;

  private final Database database;
  private final int budget;

  /**
   * The statements for a budget.
   *
   * @param budget how many permits all pods have together
   */
  PermitStatements(Database database, int budget) {
    this.database = database;
    this.budget = budget;
  }

  /** Takes a permit for one request. */
  Uni<Permit> take(Requester requester) {
    return tryToTake(requester)
        .flatMap(
            permit ->
                permit
                    .map(known -> Uni.createFrom().item(known))
                    .orElseGet(
                        () ->
                            insert(requester)
                                .chain(() -> tryToTake(requester))
                                .map(Optional::get)));
  }

  /** Empty when the subscription's permits have not been inserted yet. */
  private Uni<Optional<Permit>> tryToTake(Requester requester) {
    UUID holder = UUID.randomUUID();
    return database
        .run(
            TAKE,
            Tuple.of(
                requester.maxPermit(budget),
                (double) InvalidRequestBudget.COUNTED.toSeconds(),
                holder,
                requester.subscriptionId(),
                Requester.quarterOf(budget),
                (double) InvalidRequestBudget.COUNTED.minus(MAX_HELD).toSeconds()))
        .map(rows -> permit(rows.iterator().next(), requester, holder));
  }

  private Uni<Void> insert(Requester requester) {
    return database
        .run(INSERT, Tuple.of(requester.subscriptionId(), Requester.quarterOf(budget)))
        .replaceWithVoid();
  }

  private static Optional<Permit> permit(Row row, Requester requester, UUID holder) {
    Integer number = row.getInteger("number");
    if (number != null) {
      return Optional.of(new Permit.Granted(number, ofSubscription(row, requester), holder));
    }
    Double seconds = row.getDouble("seconds");
    return seconds == null
        ? Optional.empty()
        : Optional.of(denied(row, Seconds.duration(seconds, Duration.ZERO)));
  }

  private static Permit.@Nullable OfSubscription ofSubscription(Row row, Requester requester) {
    Long subscriptionId = requester.subscriptionId();
    return subscriptionId == null
        ? null
        : new Permit.OfSubscription(subscriptionId, row.getInteger("own_number"));
  }

  private static Permit denied(Row row, Duration pause) {
    String reason = row.getString("reason");
    if (reason != null) {
      return new Permit.Denied(Permit.Reason.valueOf(reason), pause);
    }
    if (pause.isZero()) {
      return new Permit.Denied(Permit.Reason.TAKEN, PAUSE_WHEN_TAKEN);
    }
    return new Permit.Denied(
        row.getBoolean("by_subscription")
            ? Permit.Reason.SPENT_BY_SUBSCRIPTION
            : Permit.Reason.SPENT,
        pause);
  }
}
