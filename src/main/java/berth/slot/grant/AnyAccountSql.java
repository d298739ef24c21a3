package berth.slot.grant;

import berth.account.health.HealthSql;
import berth.database.SqlTemplate;
import berth.slot.lease.RowLock;
import java.util.Map;

/** The SQL that grants many wishes a slot each, by looking at all the free slots there are. */
final class AnyAccountSql {

  /**
   * Draws, for each wish in its turn, an account uniformly among those that still have a free slot,
   * however many they have. All draws are made at once, by a race: each account is a clock that
   * ticks at random, all at the same rate, and its nth tick stands for its nth free slot. The order
   * of all the ticks is the order in which accounts would have been drawn one after the other.
   *
   * <p>All who wait stand in one line, in whatever pod, and then come those who don't. A wish that
   * yields takes part only if there are at least as many free slots as its place in the line. Who
   * waits for one account is in nobody's way while that has none, and when it has some they are
   * left to those who wait for it and came before all the wishes.
   *
   * <p>Only as much of the line is read as there are free slots, and one more: who stands behind
   * that yields. Rows are looked up from subqueries that PostgreSQL can't merge with what is around
   * them, so it has no choice but to look each up by its key. Those that are locked are in the
   * order of their keys by then.
   *
   * <p>Nobody is told that all is busy unless no row was free, locked or not, when the statement
   * began, and at least one account is in rotation, or out of it and comes back by itself. Nothing
   * is granted to a subscription while a lease on one of its draining slots has run out unnoticed:
   * the account may be below its limit again and have no slot open.
   */
  private static final String ANY_ACCOUNT =
      """
      WITH request AS (
        SELECT asked.*,
               row_number() OVER (PARTITION BY subscription, ticket IS NULL ORDER BY ord) AS nth
          FROM ({requests}) AS asked
      ), asker AS MATERIALIZED (
        SELECT DISTINCT subscription FROM request
      ), drained AS (
        SELECT DISTINCT subscription, slot.channel
          FROM slot
               CROSS JOIN LATERAL (SELECT subscription_id
                                     FROM channel
                                    WHERE channel.channel = slot.channel
                                   OFFSET 0) AS owner
               JOIN asker ON subscription = owner.subscription_id
         WHERE slot.state = 'DRAINING' AND slot.leased_until <= now()
      ), tick AS (
        SELECT subscription, channel, number,
               sum(-ln(1 - random())) OVER (
                 PARTITION BY subscription, channel ORDER BY number) AS at,
               count(*) OVER (PARTITION BY subscription, channel)
               - row_number() OVER (PARTITION BY subscription, channel ORDER BY number) AS others
          FROM asker,
               LATERAL (SELECT channel, number
                          FROM slot
                         WHERE slot.subscription_id = subscription
                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                        OFFSET 0) AS slot
         WHERE subscription NOT IN (SELECT drained.subscription FROM drained)
      ), crowd AS (
        SELECT subscription, coalesce(slots, 0) AS room,
               ARRAY(SELECT ticket
                       FROM (SELECT ticket, pin
                               FROM live_waiter
                              WHERE live_waiter.subscription_id = asker.subscription
                             OFFSET 0) AS waiting
                      WHERE pin = '' OR (asker.subscription, pin) IN (
                              SELECT tick.subscription, tick.channel FROM tick)
                      ORDER BY ticket
                      LIMIT coalesce(slots, 0) + 1) AS line,
               CASE WHEN slots > 0 THEN NULL
                    WHEN (SELECT rotation_size > 0
                            FROM subscription AS owner
                           WHERE owner.id = asker.subscription)
                         OR (SELECT true
                               FROM account
                              WHERE account.subscription_id = asker.subscription AND {comes_back}
                              LIMIT 1)
                    THEN 'FULL'
                    WHEN (SELECT true
                            FROM account
                           WHERE account.subscription_id = asker.subscription
                           LIMIT 1)
                    THEN 'OUT'
                    ELSE 'UNCONFIGURED' END AS otherwise
          FROM asker
               LEFT JOIN (SELECT subscription, count(*) AS slots
                            FROM tick
                           GROUP BY subscription) AS ticks USING (subscription)
      ), pool AS (
        SELECT subscription, count(*) AS requests,
               array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords
          FROM request JOIN crowd USING (subscription)
         WHERE room > 0
           AND NOT (yields AND coalesce(width_bucket(ticket, line), cardinality(line) + nth) > room)
         GROUP BY subscription
      ), reserved AS (
        SELECT subscription, pin AS channel, count(*) AS slots
          FROM (SELECT subscription, min(ticket) AS first
                  FROM request
                 GROUP BY subscription
                HAVING bool_and(yields)) AS pool
               CROSS JOIN LATERAL (SELECT ticket, pin
                                     FROM live_waiter
                                    WHERE live_waiter.subscription_id = pool.subscription
                                   OFFSET 0) AS waiting
         WHERE pin <> '' AND (first IS NULL OR ticket < first)
         GROUP BY subscription, pin
      ), drawn AS (
        SELECT tick.*, row_number() OVER (PARTITION BY subscription ORDER BY at) AS turn
          FROM tick LEFT JOIN reserved USING (subscription, channel)
         WHERE others >= coalesce(slots, 0)
      ), free AS MATERIALIZED (
        SELECT subscription, channel, turn, stored
          FROM (SELECT subscription, channel, number, turn
                  FROM drawn
                 WHERE turn <= (SELECT requests FROM pool WHERE pool.subscription = drawn.subscription)
                 ORDER BY subscription, channel, number) AS winner,
               LATERAL (SELECT slot.ctid AS stored
                          FROM slot
                         WHERE slot.subscription_id = subscription
                           AND slot.channel = winner.channel AND slot.number = winner.number
                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                           {lock_clause}) AS slot
      ), given AS MATERIALIZED (
        SELECT stored, token_key_id, token_ciphertext,
               ords[row_number() OVER (PARTITION BY subscription ORDER BY turn)] AS ord
          FROM free
               JOIN pool USING (subscription)
               LEFT JOIN LATERAL (SELECT token_key_id, token_ciphertext
                                    FROM account
                                   WHERE account.subscription_id = free.subscription
                                     AND account.channel = free.channel
                                  OFFSET 0) AS account ON true
      ), {granted} CASE WHEN room > 0
              THEN CASE WHEN cardinality(line) = 0 OR ord IN (SELECT unnest(ords) FROM pool)
                        THEN 'LOST'
                        ELSE 'YIELDED' END
              ELSE otherwise END,
             line[1],
             ARRAY(SELECT drained.channel
                     FROM drained
                    WHERE drained.subscription = request.subscription)
        FROM request JOIN crowd USING (subscription)
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
