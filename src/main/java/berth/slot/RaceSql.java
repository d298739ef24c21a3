package berth.slot;

import berth.health.HealthSql;

/** The SQL that grants many wishes a slot each, by looking at all the free slots there are. */
final class RaceSql {

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
   * <p>Nobody is told that all is busy unless no row was free, locked or not, when the statement
   * began, and at least one account is in rotation, or out of it and comes back by itself. Nothing
   * is granted to a subscription while a lease on one of its draining slots has run out unnoticed:
   * the account may be below its limit again and have no slot open.
   */
  private static final String RACE =
      """
      WITH wish AS (
        SELECT asked.*,
               row_number() OVER (PARTITION BY subscription, ticket IS NULL ORDER BY ord) AS nth
          FROM (%s) AS asked
      ), drained AS (
        SELECT DISTINCT subscription, slot.channel
          FROM slot
               JOIN channel ON channel.channel = slot.channel
               JOIN (SELECT DISTINCT subscription FROM wish) AS pool
                 ON subscription = channel.subscription_id
         WHERE slot.state = 'DRAINING' AND slot.leased_until <= now()
      ), tick AS (
        SELECT subscription, slot.channel, slot.number,
               sum(-ln(1 - random())) OVER (
                 PARTITION BY slot.subscription_id, slot.channel ORDER BY slot.number) AS at,
               count(*) OVER (PARTITION BY slot.subscription_id, slot.channel)
               - row_number() OVER (
                   PARTITION BY slot.subscription_id, slot.channel ORDER BY slot.number) AS others
          FROM slot
               JOIN (SELECT DISTINCT subscription FROM wish) AS pool
                 ON subscription = slot.subscription_id
         WHERE slot.state = 'OPEN' AND slot.leased_until <= now()
           AND subscription NOT IN (SELECT drained.subscription FROM drained)
      ), crowd AS (
        SELECT subscription,
               (SELECT count(*) FROM tick WHERE tick.subscription = pool.subscription) AS room,
               ARRAY(SELECT ticket
                       FROM live_waiter
                      WHERE subscription_id = subscription
                        AND (pin = '' OR (subscription, pin) IN (
                               SELECT tick.subscription, tick.channel FROM tick))
                      ORDER BY ticket) AS line
          FROM (SELECT DISTINCT subscription FROM wish) AS pool
      ), pool AS (
        SELECT subscription, count(*) AS wishes,
               array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords
          FROM wish JOIN crowd USING (subscription)
         WHERE room > 0
           AND NOT (yields AND coalesce(width_bucket(ticket, line), cardinality(line) + nth) > room)
         GROUP BY subscription
      ), reserved AS (
        SELECT subscription, pin AS channel, count(*) AS slots
          FROM live_waiter
               JOIN (SELECT subscription, min(ticket) AS first
                       FROM wish
                      GROUP BY subscription
                     HAVING bool_and(yields)) AS pool
                 ON subscription = subscription_id
         WHERE pin <> '' AND (first IS NULL OR ticket < first)
         GROUP BY subscription, pin
      ), drawn AS (
        SELECT tick.*, row_number() OVER (PARTITION BY subscription ORDER BY at) AS turn
          FROM tick LEFT JOIN reserved USING (subscription, channel)
         WHERE others >= coalesce(slots, 0)
      ), free AS MATERIALIZED (
        SELECT subscription, slot.channel, turn, slot.ctid AS stored
          FROM drawn
               JOIN slot ON slot.subscription_id = subscription
                        AND slot.channel = drawn.channel AND slot.number = drawn.number
         WHERE turn <= (SELECT wishes FROM pool WHERE pool.subscription = drawn.subscription)
           AND slot.state = 'OPEN' AND slot.leased_until <= now()
         ORDER BY slot.subscription_id, slot.channel, slot.number
           %s
      ), given AS MATERIALIZED (
        SELECT stored, token_key_id, token_ciphertext,
               ords[row_number() OVER (PARTITION BY subscription ORDER BY turn)] AS ord
          FROM free
               JOIN pool USING (subscription)
               LEFT JOIN account ON account.subscription_id = subscription
                                AND account.channel = free.channel
      ), %s CASE WHEN room > 0
              THEN CASE WHEN cardinality(line) = 0 OR ord IN (SELECT unnest(ords) FROM pool)
                        THEN 'LOST'
                        ELSE 'YIELDED' END
              WHEN (SELECT rotation_size > 0
                      FROM subscription AS owner
                     WHERE owner.id = wish.subscription)
                   OR EXISTS (SELECT
                                FROM account
                               WHERE account.subscription_id = wish.subscription AND %s)
              THEN 'FULL'
              WHEN EXISTS (SELECT
                             FROM account
                            WHERE account.subscription_id = wish.subscription)
              THEN 'OUT'
              ELSE 'UNCONFIGURED' END,
             line[1],
             ARRAY(SELECT drained.channel
                     FROM drained
                    WHERE drained.subscription = wish.subscription)
        FROM wish JOIN crowd USING (subscription)
       WHERE ord NOT IN (SELECT granted.ord FROM granted)
      """;

  private RaceSql() {}

  static String of(GrantForm form) {
    return RACE.formatted(
        GrantSql.wishes(form),
        SlotLock.clause(form.patient()),
        GrantSql.grant(form),
        HealthSql.COMES_BACK);
  }
}
