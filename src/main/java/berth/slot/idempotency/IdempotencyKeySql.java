package berth.slot.idempotency;

import berth.database.SqlTemplate;
import berth.slot.lease.LeaseRow;
import berth.time.Timeouts;
import java.time.Duration;
import java.util.Map;

/** The SQL that claims idempotency keys, gives them up, and deletes them when they have expired. */
final class IdempotencyKeySql {

  /**
   * A request that does not wait has ended by then: its last statement, and what it does besides.
   */
  private static final Duration REQUEST_OVER = Timeouts.SETTLED.plusMillis(500);

  /**
   * Whether a row of {@code idempotency_key} has expired.
   *
   * <p>A row that is not bound to a lease has expired when its owner cannot be running any more:
   * the row is older than 2.5 seconds, and its time to wait is over or its pod is dead.
   *
   * <p>A row that is bound to a lease has expired when the lease was released, when its slot was
   * granted again, or 2 seconds after the lease ran out: a statement that renews the lease may be
   * running, and takes up to 2 seconds. If the fence of the slot is smaller, the statement sees the
   * slot as it was before the key was bound to it.
   */
  private static final String EXPIRED =
      SqlTemplate.fill(
          """
      CASE WHEN key_row.fence IS NULL
           THEN key_row.owned_at < now() - interval {request_over}
                AND NOT (key_row.pending_until > now()
                         AND EXISTS (SELECT
                                       FROM waiting_pod
                                      WHERE waiting_pod.pod = key_row.pod AND alive_until > now()))
           ELSE EXISTS (SELECT
                          FROM slot
                         WHERE slot.subscription_id = key_row.subscription_id
                           AND slot.channel = key_row.channel AND slot.number = key_row.number
                           AND (slot.fence > key_row.fence
                                OR slot.fence = key_row.fence
                                   AND (slot.leased_until = '-infinity'
                                        OR slot.leased_until < now() - interval {settled})))
      END
      """,
          Map.of(
              "request_over", Timeouts.sql(REQUEST_OVER),
              "settled", Timeouts.sql(Timeouts.SETTLED)));

  /**
   * If several requests claim the same key at once, one of them gets it. The others see neither the
   * new owner nor the lease that the key is bound to by then: that takes another statement.
   *
   * <p>Keys are locked in key order, as they are when they are bound. The lease of a key is looked
   * up in subqueries that PostgreSQL cannot merge with each other, so it can only look up each row
   * by the whole key of its table.
   */
  static final String CLAIM =
      SqlTemplate.fill(
          """
      WITH requested AS (
        SELECT *
          FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::float8[])
               WITH ORDINALITY AS requested (subscription, key, owner, seconds, ord)
      ), owned AS (
        INSERT INTO idempotency_key AS key_row
               (subscription_id, key, owner, pod, owned_at, pending_until)
        SELECT DISTINCT ON (subscription, key)
               subscription, key, owner, $5::uuid, clock_timestamp(),
               clock_timestamp() + make_interval(secs => seconds)
          FROM requested
         ORDER BY subscription, key, ord
            ON CONFLICT (subscription_id, key) DO UPDATE
           SET owner = excluded.owner, pod = excluded.pod,
               owned_at = excluded.owned_at, pending_until = excluded.pending_until,
               channel = NULL, number = NULL, fence = NULL
         WHERE {expired}
        RETURNING owner
      )
      SELECT requested.owner IN (SELECT owned.owner FROM owned) AS owned, {lease_columns},
             token_key_id, token_ciphertext
        FROM requested
             LEFT JOIN LATERAL (SELECT key_row.*
                                  FROM idempotency_key AS key_row
                                 WHERE key_row.subscription_id = subscription
                                   AND key_row.key = requested.key
                                OFFSET 0) AS key_row ON true
             LEFT JOIN LATERAL (SELECT slot.*
                                  FROM slot
                                 WHERE slot.subscription_id = subscription
                                   AND slot.channel = key_row.channel
                                   AND slot.number = key_row.number
                                   AND slot.fence = key_row.fence AND slot.leased_until > now()
                                OFFSET 0) AS slot ON true
             LEFT JOIN LATERAL (SELECT account.token_key_id, account.token_ciphertext
                                  FROM account
                                 WHERE account.subscription_id = subscription
                                   AND account.channel = slot.channel
                                OFFSET 0) AS account ON true
       ORDER BY ord
      """,
          Map.of("expired", EXPIRED, "lease_columns", LeaseRow.COLUMNS));

  /** Locks the keys in key order, as they are locked when they are claimed. */
  static final String GIVE_UP =
      """
      WITH pending AS MATERIALIZED (
        SELECT location
          FROM (SELECT *
                  FROM unnest($1::bigint[], $2::text[], $3::uuid[])
                       AS requested (subscription_id, key, owner)
                 ORDER BY subscription_id, key) AS requested,
               LATERAL (SELECT key_row.ctid AS location
                          FROM idempotency_key AS key_row
                         WHERE key_row.subscription_id = requested.subscription_id
                           AND key_row.key = requested.key AND key_row.owner = requested.owner
                           AND key_row.fence IS NULL
                           FOR UPDATE OF key_row) AS key_row
      )
      DELETE FROM idempotency_key
       USING pending
       WHERE idempotency_key.ctid = pending.location
      """;

  static final int DELETED_AT_ONCE = 10_000;

  /** Skips locked rows: another statement is changing those keys. */
  static final String DELETE_EXPIRED =
      SqlTemplate.fill(
          """
      DELETE FROM idempotency_key
       WHERE (subscription_id, key) IN (
               SELECT key_row.subscription_id, key_row.key
                 FROM idempotency_key AS key_row
                WHERE {expired}
                LIMIT {most}
                  FOR UPDATE SKIP LOCKED)
      """,
          Map.of("expired", EXPIRED, "most", DELETED_AT_ONCE));

  private IdempotencyKeySql() {}
}
