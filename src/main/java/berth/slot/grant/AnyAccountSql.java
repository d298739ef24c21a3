package berth.slot.grant;

import berth.account.health.HealthSql;
import berth.database.SqlTemplate;
import berth.slot.lease.RowLock;
import java.util.Map;

/** The SQL that grants a slot to each request of a batch, from all free slots of all accounts. */
final class AnyAccountSql {

  /**
   * Draws an account for each request, one after the other, uniformly among the accounts that still
   * have a free slot, however many free slots they have. All draws are made at once ({@code
   * draw_order}): each account is a clock that ticks at random, all at the same rate, and its nth
   * tick stands for its nth free slot. The order of all ticks is the order in which the accounts
   * would have been drawn one after the other.
   *
   * <p>The waiters of all pods form one queue, and requests that do not wait come after them. A
   * request that yields takes part ({@code eligible}) only if there are at least as many free slots
   * as its position in the queue. A waiter that is pinned to an account without a free slot does
   * not count. If the account has free slots, they are {@code reserved} for the waiters that are
   * pinned to it and came before all requests of the batch.
   *
   * <p>{@code subscription_state} has the number of free slots of each subscription, the tickets of
   * the first waiters that these slots fit, and the outcome when there is no free slot. It has one
   * waiter more than there are free slots, since a request behind those waiters yields in any case.
   *
   * <p>Rows are looked up in subqueries that PostgreSQL cannot merge with the outer query, so it
   * can only look up each row by its key. Slots are sorted by their keys before they are locked.
   *
   * <p>The outcome is {@code FULL} only if no row was free, locked or not, when the statement
   * began, and at least one account is in rotation, or out of it and comes back by itself. Nothing
   * is granted to a subscription while a lease has run out on a draining slot of one of its
   * channels ({@code drained}): the account may be below its limit again and have no open slot.
   */
  private static final String ANY_ACCOUNT =
      """
      WITH request AS (
        SELECT requested.*,
               row_number() OVER (PARTITION BY subscription, ticket IS NULL ORDER BY ord) AS nth
          FROM ({requests}) AS requested
      ), requesting AS MATERIALIZED (
        SELECT DISTINCT subscription FROM request
      ), drained AS (
        SELECT DISTINCT subscription, slot.channel
          FROM slot
               CROSS JOIN LATERAL (SELECT subscription_id
                                     FROM channel
                                    WHERE channel.channel = slot.channel
                                   OFFSET 0) AS owner
               JOIN requesting ON subscription = owner.subscription_id
         WHERE slot.state = 'DRAINING' AND slot.leased_until <= now()
      ), free_slot AS (
        SELECT subscription, channel, number,
               sum(-ln(1 - random())) OVER (
                 PARTITION BY subscription, channel ORDER BY number) AS draw_order,
               count(*) OVER (PARTITION BY subscription, channel)
               - row_number() OVER (
                   PARTITION BY subscription, channel ORDER BY number) AS later_slots
          FROM requesting,
               LATERAL (SELECT channel, number
                          FROM slot
                         WHERE slot.subscription_id = subscription
                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                        OFFSET 0) AS slot
         WHERE subscription NOT IN (SELECT drained.subscription FROM drained)
      ), subscription_state AS (
        SELECT subscription, coalesce(slots, 0) AS free_slots,
               ARRAY(SELECT ticket
                       FROM (SELECT ticket, pin
                               FROM live_waiter
                              WHERE live_waiter.subscription_id = requesting.subscription
                             OFFSET 0) AS waiting
                      WHERE pin = '' OR (requesting.subscription, pin) IN (
                              SELECT free_slot.subscription, free_slot.channel FROM free_slot)
                      ORDER BY ticket
                      LIMIT coalesce(slots, 0) + 1) AS tickets,
               CASE WHEN slots > 0 THEN NULL
                    WHEN (SELECT rotation_size > 0
                            FROM subscription AS owner
                           WHERE owner.id = requesting.subscription)
                         OR (SELECT true
                               FROM account
                              WHERE account.subscription_id = requesting.subscription
                                AND {comes_back}
                              LIMIT 1)
                    THEN 'FULL'
                    WHEN (SELECT true
                            FROM account
                           WHERE account.subscription_id = requesting.subscription
                           LIMIT 1)
                    THEN 'OUT'
                    ELSE 'UNCONFIGURED' END AS denial
          FROM requesting
               LEFT JOIN (SELECT subscription, count(*) AS slots
                            FROM free_slot
                           GROUP BY subscription) AS counted USING (subscription)
      ), eligible AS (
        SELECT subscription, count(*) AS requests,
               array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords
          FROM request JOIN subscription_state USING (subscription)
         WHERE free_slots > 0
           -- the position in the queue
           AND NOT (yields AND coalesce(width_bucket(ticket, tickets), cardinality(tickets) + nth)
                               > free_slots)
         GROUP BY subscription
      ), reserved AS (
        SELECT subscription, pin AS channel, count(*) AS slots
          FROM (SELECT subscription, min(ticket) AS first_ticket
                  FROM request
                 GROUP BY subscription
                HAVING bool_and(yields)) AS yielding
               CROSS JOIN LATERAL (SELECT ticket, pin
                                     FROM live_waiter
                                    WHERE live_waiter.subscription_id = yielding.subscription
                                   OFFSET 0) AS waiting
         WHERE pin <> '' AND (first_ticket IS NULL OR ticket < first_ticket)
         GROUP BY subscription, pin
      ), drawn AS (
        SELECT free_slot.*,
               row_number() OVER (PARTITION BY subscription ORDER BY draw_order) AS draw_number
          FROM free_slot LEFT JOIN reserved USING (subscription, channel)
         WHERE later_slots >= coalesce(slots, 0)
      ), locked_slot AS MATERIALIZED (
        SELECT subscription, channel, draw_number, location, expired
          FROM (SELECT subscription, channel, number, draw_number
                  FROM drawn
                 WHERE draw_number <= (SELECT requests
                                         FROM eligible
                                        WHERE eligible.subscription = drawn.subscription)
                 ORDER BY subscription, channel, number) AS chosen,
               LATERAL (SELECT slot.ctid AS location, slot.leased_until > '-infinity' AS expired
                          FROM slot
                         WHERE slot.subscription_id = subscription
                           AND slot.channel = chosen.channel AND slot.number = chosen.number
                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                           {lock_clause}) AS slot
      ), assigned AS MATERIALIZED (
        SELECT location, expired, token_key_id, token_ciphertext,
               ords[row_number() OVER (PARTITION BY subscription ORDER BY draw_number)] AS ord
          FROM locked_slot
               JOIN eligible USING (subscription)
               LEFT JOIN LATERAL (SELECT token_key_id, token_ciphertext
                                    FROM account
                                   WHERE account.subscription_id = locked_slot.subscription
                                     AND account.channel = locked_slot.channel
                                  OFFSET 0) AS account ON true
      ), {granted} CASE WHEN free_slots > 0
              THEN CASE WHEN cardinality(tickets) = 0 OR ord IN (SELECT unnest(ords) FROM eligible)
                        THEN 'LOST'
                        ELSE 'YIELDED' END
              ELSE denial END,
             tickets[1],
             ARRAY(SELECT drained.channel
                     FROM drained
                    WHERE drained.subscription = request.subscription)
        FROM request JOIN subscription_state USING (subscription)
       WHERE ord NOT IN (SELECT granted.ord FROM granted)
      """;

  private AnyAccountSql() {}

  static String of(GrantForm form) {
    return SqlTemplate.fill(
        ANY_ACCOUNT,
        Map.of(
            "requests", GrantSql.requests(form),
            "comes_back", HealthSql.COMES_BACK,
            "lock_clause", RowLock.clause(form.waitForLocks()),
            "granted", GrantSql.grant(form)));
  }
}
