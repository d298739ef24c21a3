package berth.account.maintenance;

import berth.account.health.HealthStatus;
import berth.account.store.StoredToken;
import berth.database.Database;
import berth.database.SqlTemplate;
import berth.secret.Encrypted;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The accounts about which something is to be done. */
@ApplicationScoped
class DueAccounts {

  /** One that this pod has taken on. */
  record Claim(StoredToken token, HealthStatus status) {}

  /** What the index on the time holds: of paused accounts only the end of cooling is looked for. */
  private static final String LOOKED_AFTER =
      "due_at IS NOT NULL AND (status = 'COOLING' OR NOT paused)";

  /**
   * Puts off what is due, so that no other pod does it, too; should this one die, it is done then.
   * Passes by what others are changing, and waits for nobody.
   */
  static final String CLAIM =
      SqlTemplate.fill(
          """
      WITH due AS MATERIALIZED (
        SELECT subscription_id, channel
          FROM account
         WHERE status = $1 AND due_at <= clock_timestamp() AND {looked_after}
         ORDER BY due_at
         LIMIT $2
           FOR NO KEY UPDATE SKIP LOCKED
      )
      UPDATE account
         SET due_at = clock_timestamp() + make_interval(secs => $3)
        FROM due
       WHERE account.subscription_id = due.subscription_id AND account.channel = due.channel
      RETURNING account.subscription_id, account.channel, token_key_id, token_ciphertext, status
      """,
          Map.of("looked_after", LOOKED_AFTER));

  /** Nothing happens to an account that is another than when it was claimed. */
  private static final String PUT_OFF =
      """
      UPDATE account
         SET due_at = clock_timestamp() + make_interval(secs => $5::float8 + random() * ($6::float8 - $5::float8))
       WHERE subscription_id = $1 AND channel = $2 AND token_ciphertext = $3 AND status = $4
         AND due_at IS NOT NULL
      """;

  static final int SCHEDULED_AT_ONCE = 1_000;

  static final String SCHEDULE =
      SqlTemplate.fill(
          """
      WITH new AS MATERIALIZED (
        SELECT subscription_id, channel
          FROM account
         WHERE due_at IS NULL AND status = 'ACTIVE' AND NOT paused
         LIMIT {most}
           FOR NO KEY UPDATE SKIP LOCKED
      )
      UPDATE account
         SET due_at = clock_timestamp() + make_interval(secs => random() * $1)
        FROM new
       WHERE account.subscription_id = new.subscription_id AND account.channel = new.channel
      """,
          Map.of("most", SCHEDULED_AT_ONCE));

  static final String UNTIL_NEXT =
      SqlTemplate.fill(
          """
      SELECT extract(epoch FROM next.due_at - clock_timestamp())::float8 AS seconds
        FROM (SELECT due_at FROM account WHERE status = $1 AND {looked_after} ORDER BY due_at LIMIT 1) AS next
      """,
          Map.of("looked_after", LOOKED_AFTER));

  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration SOONEST = Duration.ofMillis(50);
  private static final Duration WHEN_SOON = Duration.ofSeconds(1);
  private static final Duration WHEN_NOT = Duration.ofSeconds(10);

  private final Database database;

  DueAccounts(Database database) {
    this.database = database;
  }

  /**
   * Takes some on that are due, those that have been for the longest time first.
   *
   * @param period after which they are due again, unless something has come of it
   */
  Uni<List<Claim>> claim(HealthStatus status, int most, Duration period) {
    return database
        .run(CLAIM, Tuple.of(status.name(), most, seconds(period)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(DueAccounts::claim).toList());
  }

  /** Puts off what was claimed, by a time that is drawn at random between the two. */
  Uni<Void> putOff(Claim claim, Duration least, Duration most) {
    return database
        .run(
            PUT_OFF,
            Tuple.of(
                claim.token().subscriptionId(),
                claim.token().channel(),
                Buffer.buffer(claim.token().token().bytes()),
                claim.status().name(),
                seconds(least),
                seconds(most)))
        .replaceWithVoid();
  }

  /**
   * Gives active accounts that have no time one, spread evenly from now on.
   *
   * @return how many: {@link #SCHEDULED_AT_ONCE} when there may be more
   */
  Uni<Integer> schedule(Duration within) {
    return database.run(SCHEDULE, Tuple.of(seconds(within))).map(RowSet::rowCount);
  }

  /**
   * How long to sleep: until the next is due, but no longer than until what another pod has put
   * there meanwhile may be due.
   */
  Uni<Duration> untilNext(HealthStatus status) {
    return database
        .run(UNTIL_NEXT, Tuple.of(status.name()))
        .map(
            rows ->
                rows.size() == 0
                    ? WHEN_NOT
                    : bounded(
                        Duration.ofMillis(
                            (long) (rows.iterator().next().getDouble("seconds") * 1000))));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(A_MINUTE) > 0) {
      return WHEN_NOT;
    }
    if (pause.compareTo(SOONEST) < 0) {
      return SOONEST;
    }
    return pause.compareTo(WHEN_SOON) > 0 ? WHEN_SOON : pause;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Claim claim(Row row) {
    return new Claim(
        new StoredToken(
            row.getLong("subscription_id"),
            row.getString("channel"),
            new Encrypted(
                row.getString("token_key_id"), row.getBuffer("token_ciphertext").getBytes())),
        HealthStatus.valueOf(row.getString("status")));
  }
}
