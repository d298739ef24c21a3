package berth.slot.idempotency;

import berth.database.Database;
import berth.database.SqlTemplate;
import berth.secret.Encrypted;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseRow;
import berth.waiting.ThisPod;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Gives idempotency keys an owner and takes it away; the statements that grant bind them. */
@ApplicationScoped
public class IdempotencyKeyStatements {

  /**
   * Somebody who wants a key.
   *
   * @param patience for how long it may wait for a slot
   */
  public record Wanted(long subscriptionId, IdempotencyKey key, Duration patience) {

    /** With some for the statements themselves. */
    double pendingSeconds() {
      return patience.plusSeconds(2).toSeconds();
    }
  }

  /**
   * Whether a row of {@code idempotency_key} is over. One that has an owner only is when no request
   * can be behind it any more: it is old, and its time to wait is over or its pod dead. One that is
   * bound to a lease is when that it was given back or granted again, or has run out: but only
   * after the longest time that a statement may take, for one that renews it may be under way. A
   * slot whose fence is smaller is seen as it was before the key was bound to it.
   */
  private static final String OVER =
      """
      CASE WHEN known.fence IS NULL
           THEN known.owned_at < now() - interval '2500 milliseconds'
                AND NOT (known.pending_until > now()
                         AND EXISTS (SELECT
                                       FROM waiting_pod
                                      WHERE waiting_pod.pod = known.pod AND alive_until > now()))
           ELSE EXISTS (SELECT
                          FROM slot
                         WHERE slot.subscription_id = known.subscription_id
                           AND slot.channel = known.channel AND slot.number = known.number
                           AND (slot.fence > known.fence
                                OR slot.fence = known.fence
                                   AND (slot.leased_until = '-infinity'
                                        OR slot.leased_until < now() - interval '2 seconds')))
      END
      """;

  /**
   * Of several who want the same key at once one gets it, and the others see neither that one nor
   * what the key stands for then: that takes another statement. Keys are locked in order, as they
   * are when they are bound. What a key stands for is looked up from subqueries that PostgreSQL
   * can't merge with each other, so it has no choice but to do so by the whole key of each table.
   */
  public static final String OWN =
      SqlTemplate.fill(
          """
      WITH asked AS (
        SELECT *
          FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::float8[])
               WITH ORDINALITY AS asked (subscription, key, owner, seconds, ord)
      ), owned AS (
        INSERT INTO idempotency_key AS known
               (subscription_id, key, owner, pod, owned_at, pending_until)
        SELECT DISTINCT ON (subscription, key)
               subscription, key, owner, $5::uuid, clock_timestamp(),
               clock_timestamp() + make_interval(secs => seconds)
          FROM asked
         ORDER BY subscription, key, ord
            ON CONFLICT (subscription_id, key) DO UPDATE
           SET owner = excluded.owner, pod = excluded.pod,
               owned_at = excluded.owned_at, pending_until = excluded.pending_until,
               channel = NULL, number = NULL, fence = NULL
         WHERE {over}
        RETURNING owner
      )
      SELECT asked.owner IN (SELECT owned.owner FROM owned) AS owned, {lease_columns}, token_key_id, token_ciphertext
        FROM asked
             LEFT JOIN LATERAL (SELECT known.*
                                  FROM idempotency_key AS known
                                 WHERE known.subscription_id = subscription
                                   AND known.key = asked.key
                                OFFSET 0) AS known ON true
             LEFT JOIN LATERAL (SELECT slot.*
                                  FROM slot
                                 WHERE slot.subscription_id = subscription
                                   AND slot.channel = known.channel AND slot.number = known.number
                                   AND slot.fence = known.fence AND slot.leased_until > now()
                                OFFSET 0) AS slot ON true
             LEFT JOIN LATERAL (SELECT account.token_key_id, account.token_ciphertext
                                  FROM account
                                 WHERE account.subscription_id = subscription
                                   AND account.channel = slot.channel
                                OFFSET 0) AS account ON true
       ORDER BY ord
      """,
          Map.of("over", OVER, "lease_columns", LeaseRow.COLUMNS));

  /** Locks the keys in the order in which they are locked where they get an owner. */
  public static final String GIVE_UP =
      """
      WITH pending AS MATERIALIZED (
        SELECT stored
          FROM (SELECT *
                  FROM unnest($1::bigint[], $2::text[], $3::uuid[])
                       AS asked (subscription_id, key, owner)
                 ORDER BY subscription_id, key) AS asked,
               LATERAL (SELECT known.ctid AS stored
                          FROM idempotency_key AS known
                         WHERE known.subscription_id = asked.subscription_id
                           AND known.key = asked.key AND known.owner = asked.owner
                           AND known.fence IS NULL
                           FOR UPDATE OF known) AS known
      )
      DELETE FROM idempotency_key
       USING pending
       WHERE idempotency_key.ctid = pending.stored
      """;

  static final int CLEARED_AT_ONCE = 10_000;

  /** Passes by what others have locked: they make something of it. */
  static final String CLEAR =
      SqlTemplate.fill(
          """
      DELETE FROM idempotency_key
       WHERE (subscription_id, key) IN (
               SELECT known.subscription_id, known.key
                 FROM idempotency_key AS known
                WHERE {over}
                LIMIT {most}
                  FOR UPDATE SKIP LOCKED)
      """,
          Map.of("over", OVER, "most", CLEARED_AT_ONCE));

  private final Database database;
  private final ThisPod pod;

  IdempotencyKeyStatements(Database database, ThisPod pod) {
    this.database = database;
    this.pod = pod;
  }

  Uni<List<KeyClaim>> own(List<Wanted> wanted) {
    long sent = System.nanoTime();
    return database
        .run(
            OWN,
            keys(wanted)
                .addValue(wanted.stream().map(Wanted::pendingSeconds).toArray(Double[]::new))
                .addValue(pod.id()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> outcome(row, sent))
                    .toList());
  }

  /** Nothing happens to a key that is bound or another's by now. */
  Uni<List<Boolean>> giveUp(List<Wanted> wanted) {
    return database
        .run(GIVE_UP, keys(wanted))
        .map(deleted -> wanted.stream().map(one -> true).toList());
  }

  /**
   * Deletes rows that are over, as nobody reads them and nobody else deletes them.
   *
   * @return how many: {@link #CLEARED_AT_ONCE} when there may be more
   */
  Uni<Integer> clear() {
    return database.run(CLEAR).map(RowSet::rowCount);
  }

  private static Tuple keys(List<Wanted> wanted) {
    return Tuple.of(
        wanted.stream().map(Wanted::subscriptionId).toArray(Long[]::new),
        wanted.stream().map(one -> one.key().key()).toArray(String[]::new),
        wanted.stream().map(one -> one.key().owner()).toArray(UUID[]::new));
  }

  private static KeyClaim outcome(Row row, long sent) {
    if (row.getBoolean("owned")) {
      return new KeyClaim.Owned();
    }
    if (row.getLong("fence") == null) {
      return new KeyClaim.Pending();
    }
    Optional<Encrypted> token =
        Optional.ofNullable(row.getString("token_key_id")).map(id -> LeaseRow.token(row));
    Lease lease = LeaseRow.lease(row, sent);
    // with nothing left of it there is no use in it
    return lease.leaseSeconds() == 0 ? new KeyClaim.Pending() : new KeyClaim.Bound(lease, token);
  }
}
