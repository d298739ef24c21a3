package berth.slot.grant;

import berth.account.health.HealthSql;
import berth.database.SqlTemplate;
import berth.slot.lease.RowLock;
import java.util.Map;

/**
 * The SQL that grants a slot to each request of a batch, on one account for each request: the
 * account on which its draws fall, or to which it is pinned. It costs the same however many
 * accounts there are.
 *
 * <p>Rows are looked up in subqueries that PostgreSQL cannot merge with the outer query, so it can
 * only look up each row by its key. Otherwise it would read the whole of a table that is small, or
 * was small when it was analyzed, and would still do so after the table has grown.
 */
final class SelectedAccountSql {

  /** The account on which the only draw of each request falls. */
  private static final String DRAWN =
      """
      candidate AS MATERIALIZED (
        SELECT request.*, rotation_size, channel, token_key_id, token_ciphertext
          FROM request
               CROSS JOIN LATERAL (SELECT rotation_size
                                     FROM subscription
                                    WHERE subscription.id = request.subscription
                                   OFFSET 0) AS rotation
               LEFT JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext
                                    FROM account
                                   WHERE account.subscription_id + 0 = request.subscription
                                     AND place = floor(({draws})[request.ord] * rotation_size)::integer
                                  OFFSET 0) AS account ON true
      )""";

  /**
   * The account on which the first draw of each request falls that finds a free slot, or a slot
   * that may be free after a resize. Each step of the recursion tries the next draw of all requests
   * that have found nothing yet.
   */
  private static final String SEARCHED =
      """
      tried AS (
        SELECT request.*, rotation_size, NULL AS channel, NULL AS token_key_id,
               NULL::bytea AS token_ciphertext, 0 AS draws_tried, false AS has_room
          FROM request
               CROSS JOIN LATERAL (SELECT rotation_size
                                     FROM subscription
                                    WHERE subscription.id = request.subscription
                                   OFFSET 0) AS rotation
         UNION ALL
        SELECT subscription, pin, yields, ticket, ord, rotation_size, account.channel,
               account.token_key_id, account.token_ciphertext, draws_tried + 1,
               -- an open, free slot, or a draining slot whose lease has run out
               coalesce((SELECT true
                           FROM slot
                          WHERE slot.subscription_id = subscription
                            AND slot.channel = account.channel
                            AND slot.state = 'OPEN' AND slot.leased_until <= now()
                          LIMIT 1),
                        (SELECT true
                           FROM slot
                          WHERE slot.channel = account.channel
                            AND slot.state = 'DRAINING' AND slot.leased_until <= now()
                          LIMIT 1),
                        false)
          FROM tried
               CROSS JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext
                                     FROM account
                                    WHERE account.subscription_id + 0 = tried.subscription
                                      AND place = floor(
                                            ({draws})[(tried.ord - 1) * {draws_each}
                                                      + tried.draws_tried + 1]
                                            * tried.rotation_size)::integer
                                   OFFSET 0) AS account
         WHERE NOT has_room AND draws_tried < {draws_each}
      ), candidate AS MATERIALIZED (
        SELECT subscription, pin, yields, ticket, ord, rotation_size,
               CASE WHEN has_room THEN channel END AS channel, token_key_id, token_ciphertext
          FROM tried
         WHERE has_room OR draws_tried = {draws_each}
      )""";

  /** The account to which each request is pinned, and whether it is in rotation or comes back. */
  private static final String PINNED =
      SqlTemplate.fill(
          """
      candidate AS MATERIALIZED (
        SELECT request.*, channel, token_key_id, token_ciphertext, comes_back
          FROM request
               LEFT JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext,
                                         {in_rotation} OR {comes_back} AS comes_back
                                    FROM account
                                   WHERE account.subscription_id = request.subscription
                                     AND account.channel = request.pin
                                  OFFSET 0) AS account ON true
      )""",
          Map.of("in_rotation", HealthSql.IN_ROTATION, "comes_back", HealthSql.COMES_BACK));

  /**
   * Whether an account has a free slot. Not with {@code EXISTS}: for that, PostgreSQL may read the
   * free slots of all accounts and keep them in memory.
   */
  private static final String HAS_FREE_SLOT =
      """
      (SELECT true
         FROM slot
        WHERE slot.subscription_id = subscription AND slot.channel = candidate.channel
          AND slot.state = 'OPEN' AND slot.leased_until <= now()
        LIMIT 1) IS NOT NULL""";

  private static final String WAS_TRIED = "ord IN (SELECT unnest(claim.ords) FROM claim)";

  /** The reason why no slot was granted on a drawn account, and the size of the rotation. */
  private static final String WHY_NOT_DRAWN =
      SqlTemplate.fill(
          """
      CASE WHEN {was_tried} AND {has_free_slot} THEN 'LOST' ELSE 'MISSED' END, rotation_size""",
          Map.of("was_tried", WAS_TRIED, "has_free_slot", HAS_FREE_SLOT));

  /** The reason why no slot was granted on the pinned account, and the first waiter's ticket. */
  private static final String WHY_NOT_PINNED =
      SqlTemplate.fill(
          """
      CASE WHEN candidate.channel IS NULL THEN 'UNCONFIGURED'
           WHEN NOT {has_free_slot} THEN CASE WHEN comes_back THEN 'FULL' ELSE 'OUT' END
           WHEN {was_tried} THEN 'LOST'
           ELSE 'YIELDED' END,
      (SELECT min(tickets[1])
         FROM wait_queue
        WHERE wait_queue.subscription = candidate.subscription
          AND wait_queue.pin IN ('', candidate.channel))""",
          Map.of("was_tried", WAS_TRIED, "has_free_slot", HAS_FREE_SLOT));

  /**
   * Claims as many free slots of each account as requests have chosen it, whichever slots. A
   * request that yields claims no slot that is left to waiters. Requests that do not wait come
   * after all waiters, one after the other.
   *
   * <p>The rows are locked before the update, because {@code UPDATE} cannot skip rows that other
   * transactions have locked. The update finds them again by their location, which cannot change
   * while they are locked. A row that another transaction has changed since the statement began is
   * not visible to the update at its new location. The outcome of its request is then {@code LOST},
   * and the request is tried again.
   *
   * <p>The first waiters are read once for all requests, and not at all while no pod has waiters.
   * At most 15 waiters matter, since an account has no more slots.
   *
   * <p>PostgreSQL does not know the number of requests and estimates it as small. So requests are
   * never joined with each other: the plan would compare each with each.
   */
  private static final String CLAIM =
      """
      WITH RECURSIVE request AS (
        {requests}
      ), {candidate}, wait_queue AS MATERIALIZED (
        SELECT subscription, pin, (array_agg(ticket ORDER BY ticket))[1:15] AS tickets
          FROM (SELECT DISTINCT subscription FROM request) AS requesting,
               LATERAL (SELECT pin, ticket
                          FROM live_waiter
                         WHERE live_waiter.subscription_id = requesting.subscription
                        OFFSET 0) AS waiting
         GROUP BY subscription, pin
      ), numbered AS (
        SELECT candidate.*,
               row_number() OVER (PARTITION BY subscription, channel, ticket IS NULL ORDER BY ord)
                 AS nth
          FROM candidate
         WHERE channel IS NOT NULL
      ), claim AS (
        SELECT subscription, channel, count(*) AS requests,
               array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords,
               (array_agg(token_key_id))[1] AS token_key_id,
               (array_agg(token_ciphertext))[1] AS token_ciphertext
          FROM numbered
         WHERE NOT (yields AND EXISTS (SELECT FROM waiting_pod WHERE alive_until > now())
                    -- the waiters ahead of the request, against the slots left for it
                    AND (SELECT coalesce(sum(CASE WHEN numbered.ticket IS NULL
                                                  THEN cardinality(tickets)
                                                  ELSE width_bucket(numbered.ticket - 1, tickets)
                                             END), 0)
                           FROM wait_queue
                          WHERE wait_queue.subscription = numbered.subscription
                            AND wait_queue.pin IN ('', numbered.channel))
                        >= greatest(1, (SELECT count(*)
                                          FROM slot
                                         WHERE slot.subscription_id = subscription
                                           AND slot.channel = numbered.channel
                                           AND slot.state = 'OPEN' AND slot.leased_until <= now())
                                       - CASE WHEN numbered.ticket IS NULL THEN nth - 1 ELSE 0 END))
         GROUP BY subscription, channel
         ORDER BY subscription, channel
      ), assigned AS MATERIALIZED (
        SELECT location, expired, token_key_id, token_ciphertext,
               ords[row_number() OVER (PARTITION BY claim.subscription, claim.channel)] AS ord
          FROM claim,
               LATERAL (SELECT slot.ctid AS location, slot.leased_until > '-infinity' AS expired
                          FROM slot
                         WHERE slot.subscription_id = claim.subscription
                           AND slot.channel = claim.channel
                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                         {order} LIMIT claim.requests {lock_clause}) AS slot
      ), {granted} {why},
             ARRAY(SELECT DISTINCT slot.channel
                     FROM slot
                    WHERE slot.channel = candidate.channel
                      AND slot.state = 'DRAINING' AND slot.leased_until <= now())
        FROM candidate
       WHERE ord NOT IN (SELECT granted.ord FROM granted)
      """;

  private SelectedAccountSql() {}

  static String of(GrantForm form) {
    boolean pinned = form.selection() == Selection.PINNED;
    return SqlTemplate.fill(
        CLAIM,
        Map.of(
            "requests",
            GrantSql.requests(form),
            "candidate",
            candidate(form),
            // statements that wait for locks lock in key order, to avoid deadlocks
            "order",
            form.waitForLocks() ? "ORDER BY slot.number" : "",
            "lock_clause",
            RowLock.clause(form.waitForLocks()),
            "granted",
            GrantSql.grant(form),
            "why",
            pinned ? WHY_NOT_PINNED : WHY_NOT_DRAWN));
  }

  private static String candidate(GrantForm form) {
    String draws = GrantSql.draws(form);
    return switch (form.selection()) {
      case PINNED -> PINNED;
      case DRAWN -> SqlTemplate.fill(DRAWN, Map.of("draws", draws));
      case SEARCHED ->
          SqlTemplate.fill(
              SEARCHED,
              Map.of(
                  "draws",
                  draws,
                  "draws_each",
                  "cardinality(%s) / cardinality($1::bigint[])".formatted(draws)));
      case ANY_ACCOUNT -> throw new IllegalArgumentException("It has no candidates");
    };
  }
}
