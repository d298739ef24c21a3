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

/** The accounts that a periodic task must handle, each at its due time. */
@ApplicationScoped
class DueAccounts {

  /** An account that this pod handles, as it was when it was claimed. */
  record Claim(StoredToken token, HealthStatus status) {}

  /**
   * The condition of the index {@code account_due}. A paused account is due only for the end of
   * cooling.
   */
  private static final String HAS_DUE_TIME =
      "due_at IS NOT NULL AND (status = 'COOLING' OR NOT paused)";

  /**
   * Moves the due time forward, so that no other pod handles the account at the same time. If this
   * pod dies, the account is due again then. Skips rows that are locked, instead of waiting.
   */
  static final String CLAIM =
      SqlTemplate.fill(
          """
      WITH due AS MATERIALIZED (
        SELECT subscription_id, channel
          FROM account
         WHERE status = $1 AND due_at <= clock_timestamp() AND {has_due_time}
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
          Map.of("has_due_time", HAS_DUE_TIME));

  /** Changes nothing if the account has another token or status than when it was claimed. */
  private static final String POSTPONE =
      """
      UPDATE account
         SET due_at = clock_timestamp() + make_interval(secs => $5::float8 + random() * ($6::float8 - $5::float8))
       WHERE subscription_id = $1 AND channel = $2 AND token_ciphertext = $3 AND status = $4
         AND due_at IS NOT NULL
      """;

  static final int MAX_SCHEDULED = 1_000;

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
          Map.of("most", MAX_SCHEDULED));

  static final String UNTIL_NEXT =
      SqlTemplate.fill(
          """
      SELECT extract(epoch FROM next.due_at - clock_timestamp())::float8 AS seconds
        FROM (SELECT due_at FROM account WHERE status = $1 AND {has_due_time} ORDER BY due_at LIMIT 1) AS next
      """,
          Map.of("has_due_time", HAS_DUE_TIME));

  /** An account that is due within this time is due soon. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private static final Duration MIN_PAUSE = Duration.ofMillis(50);
  private static final Duration MAX_PAUSE_IF_DUE_SOON = Duration.ofSeconds(1);
  private static final Duration PAUSE_IF_NOT_DUE_SOON = Duration.ofSeconds(10);

  private final Database database;

  DueAccounts(Database database) {
    this.database = database;
  }

  /**
   * Claims accounts that are due, those that have been due for the longest time first.
   *
   * @param period the time after which the accounts are due again, unless they are handled before
   */
  Uni<List<Claim>> claim(HealthStatus status, int most, Duration period) {
    return database
        .run(CLAIM, Tuple.of(status.name(), most, seconds(period)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(DueAccounts::claim).toList());
  }

  /** Sets the due time of a claimed account to a random time from now, between the two pauses. */
  Uni<Void> postpone(Claim claim, Duration min, Duration max) {
    return database
        .run(
            POSTPONE,
            Tuple.of(
                claim.token().subscriptionId(),
                claim.token().channel(),
                Buffer.buffer(claim.token().token().bytes()),
                claim.status().name(),
                seconds(min),
                seconds(max)))
        .replaceWithVoid();
  }

  /**
   * Sets the due time of active accounts that have none to random times, spread evenly from now on.
   *
   * @param within the latest of these times, counted from now
   * @return for how many accounts; {@link #MAX_SCHEDULED} when there may be more
   */
  Uni<Integer> schedule(Duration within) {
    return database.run(SCHEDULE, Tuple.of(seconds(within))).map(RowSet::rowCount);
  }

  /**
   * How long to pause: until the next account is due. The pause is bounded, since another pod may
   * set an earlier due time meanwhile.
   */
  Uni<Duration> untilNext(HealthStatus status) {
    return database
        .run(UNTIL_NEXT, Tuple.of(status.name()))
        .map(
            rows ->
                rows.size() == 0
                    ? PAUSE_IF_NOT_DUE_SOON
                    : bounded(
                        Duration.ofMillis(
                            (long) (rows.iterator().next().getDouble("seconds") * 1000))));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(SOON) > 0) {
      return PAUSE_IF_NOT_DUE_SOON;
    }
    if (pause.compareTo(MIN_PAUSE) < 0) {
      return MIN_PAUSE;
    }
    return pause.compareTo(MAX_PAUSE_IF_DUE_SOON) > 0 ? MAX_PAUSE_IF_DUE_SOON : pause;
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
