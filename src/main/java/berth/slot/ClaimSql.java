package berth.slot;

import berth.health.HealthSql;

/**
 * The SQL that grants many wishes a slot each, on one account per wish: that on which its draws
 * fall, or to which it is pinned. It costs the same however many accounts there are.
 *
 * <p>Rows are looked up from subqueries that PostgreSQL can't merge with what is around them, so it
 * has no choice but to look each up by its key. Else it would read all of a table that is small, or
 * was when it was analyzed, and go on so when that has grown.
 */
final class ClaimSql {

  /** The account on which the only draw of each wish falls. */
  private static final String DRAWN =
      """
      candidate AS MATERIALIZED (
        SELECT wish.*, rotation_size, channel, token_key_id, token_ciphertext
          FROM wish
               CROSS JOIN LATERAL (SELECT rotation_size
                                     FROM subscription
                                    WHERE subscription.id = wish.subscription
                                   OFFSET 0) AS pool
               LEFT JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext
                                    FROM account
                                   WHERE account.subscription_id + 0 = wish.subscription
                                     AND place = floor((%1$s)[wish.ord] * rotation_size)::integer
                                  OFFSET 0) AS account ON true
      )""";

  /**
   * The account on which the first draw of each wish falls that finds a free slot, or one that may
   * be free after a resize. Looks at the draws one after the other, for all wishes at once, and no
   * further than it must.
   */
  private static final String SEARCHED =
      """
      walk AS (
        SELECT wish.*, rotation_size, NULL AS channel, NULL AS token_key_id,
               NULL::bytea AS token_ciphertext, 0 AS nth, false AS room
          FROM wish
               CROSS JOIN LATERAL (SELECT rotation_size
                                     FROM subscription
                                    WHERE subscription.id = wish.subscription
                                   OFFSET 0) AS pool
         UNION ALL
        SELECT subscription, pin, yields, ticket, ord, rotation_size, account.channel,
               account.token_key_id, account.token_ciphertext, nth + 1,
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
          FROM walk
               CROSS JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext
                                     FROM account
                                    WHERE account.subscription_id + 0 = walk.subscription
                                      AND place = floor(
                                            (%1$s)[(walk.ord - 1) * draws.each + walk.nth + 1]
                                            * walk.rotation_size)::integer
                                   OFFSET 0) AS account
         WHERE NOT room AND nth < draws.each
      ), candidate AS MATERIALIZED (
        SELECT subscription, pin, yields, ticket, ord, rotation_size,
               CASE WHEN room THEN channel END AS channel, token_key_id, token_ciphertext
          FROM walk
         WHERE room OR nth = draws.each
      )"""
          .replace("draws.each", "cardinality(%1$s) / cardinality($1::bigint[])");

  /** The account to which each wish is pinned, and whether it is in rotation or comes back. */
  private static final String PINNED =
      """
      candidate AS MATERIALIZED (
        SELECT wish.*, channel, token_key_id, token_ciphertext, comes_back
          FROM wish
               LEFT JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext,
                                         %s OR %s AS comes_back
                                    FROM account
                                   WHERE account.subscription_id = wish.subscription
                                     AND account.channel = wish.pin
                                  OFFSET 0) AS account ON true
      )"""
          .formatted(HealthSql.IN_PLAY, HealthSql.COMES_BACK);

  /**
   * Not by {@code EXISTS}, for which PostgreSQL may read the free slots of all, and remember them.
   */
  private static final String HAS_ROOM =
      """
      (SELECT true
         FROM slot
        WHERE slot.subscription_id = subscription AND slot.channel = candidate.channel
          AND slot.state = 'OPEN' AND slot.leased_until <= now()
        LIMIT 1) IS NOT NULL""";

  private static final String HAD_A_CLAIM = "ord IN (SELECT unnest(claim.ords) FROM claim)";

  /** Why no slot was granted on an account that was drawn, and of how many it was. */
  private static final String WHY_NOT_DRAWN =
      """
      CASE WHEN %s AND %s THEN 'LOST' ELSE 'MISSED' END, rotation_size"""
          .formatted(HAD_A_CLAIM, HAS_ROOM);

  /** Why none was on the only account that would do, and who goes first. */
  private static final String WHY_NOT_PINNED =
      """
      CASE WHEN candidate.channel IS NULL THEN 'UNCONFIGURED'
           WHEN NOT %s THEN CASE WHEN comes_back THEN 'FULL' ELSE 'OUT' END
           WHEN %s THEN 'LOST'
           ELSE 'YIELDED' END,
      (SELECT min(tickets[1])
         FROM line
        WHERE line.asker = subscription AND line.pin IN ('', candidate.channel))"""
          .formatted(HAS_ROOM, HAD_A_CLAIM);

  /**
   * Takes as many free slots of each account as wishes fell on it, whichever; but none that is left
   * to others who wait, as long as a wish yields: those who have just come stand behind all who
   * wait, one behind the other. The rows are locked first, for an update can't pass by those that
   * others have locked. It finds them again by where they are stored, which can't change under the
   * lock. What somebody else has changed since the statement began is hidden from it there, and its
   * wish is lost, to be tried anew.
   *
   * <p>The first of those who wait are read once for all wishes, and not at all while nobody waits
   * anywhere. No more of them matter than an account may have slots.
   *
   * <p>PostgreSQL does not know how many wishes there are, and takes them for a few. So they are
   * never joined with each other: it would compare all with all.
   */
  private static final String CLAIM =
      """
      WITH RECURSIVE wish AS (
        %s
      ), %s, line AS MATERIALIZED (
        SELECT asker, pin, (array_agg(ticket ORDER BY ticket))[1:15] AS tickets
          FROM (SELECT DISTINCT subscription AS asker FROM wish) AS asked,
               LATERAL (SELECT pin, ticket
                          FROM live_waiter
                         WHERE live_waiter.subscription_id = asker
                        OFFSET 0) AS other
         GROUP BY asker, pin
      ), turn AS (
        SELECT candidate.*,
               row_number() OVER (PARTITION BY subscription, channel, ticket IS NULL ORDER BY ord)
                 AS nth
          FROM candidate
         WHERE channel IS NOT NULL
      ), claim AS (
        SELECT subscription, channel, count(*) AS wishes,
               array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords,
               (array_agg(token_key_id))[1] AS token_key_id,
               (array_agg(token_ciphertext))[1] AS token_ciphertext
          FROM turn
         WHERE NOT (yields AND EXISTS (SELECT FROM waiting_pod WHERE alive_until > now())
                    AND (SELECT coalesce(sum(CASE WHEN turn.ticket IS NULL
                                                  THEN cardinality(tickets)
                                                  ELSE width_bucket(turn.ticket - 1, tickets)
                                             END), 0)
                           FROM line
                          WHERE line.asker = subscription AND line.pin IN ('', channel))
                        >= greatest(1, (SELECT count(*)
                                          FROM slot
                                         WHERE slot.subscription_id = subscription
                                           AND slot.channel = turn.channel
                                           AND slot.state = 'OPEN' AND slot.leased_until <= now())
                                       - CASE WHEN turn.ticket IS NULL THEN nth - 1 ELSE 0 END))
         GROUP BY subscription, channel
         ORDER BY subscription, channel
      ), given AS MATERIALIZED (
        SELECT stored, token_key_id, token_ciphertext,
               ords[row_number() OVER (PARTITION BY claim.subscription, claim.channel)] AS ord
          FROM claim,
               LATERAL (SELECT slot.ctid AS stored
                          FROM slot
                         WHERE slot.subscription_id = claim.subscription
                           AND slot.channel = claim.channel
                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                         %s LIMIT claim.wishes %s) AS slot
      ), %s %s,
             ARRAY(SELECT DISTINCT slot.channel
                     FROM slot
                    WHERE slot.channel = candidate.channel
                      AND slot.state = 'DRAINING' AND slot.leased_until <= now())
        FROM candidate
       WHERE ord NOT IN (SELECT granted.ord FROM granted)
      """;

  private ClaimSql() {}

  static String of(GrantForm form) {
    boolean pinned = form.way() == Way.PINNED;
    return CLAIM.formatted(
        GrantSql.wishes(form),
        candidate(form.way()).formatted(GrantSql.draws(form)),
        // all who wait lock in the order of the keys
        form.patient() ? "ORDER BY slot.number" : "",
        SlotLock.clause(form.patient()),
        GrantSql.grant(form),
        pinned ? WHY_NOT_PINNED : WHY_NOT_DRAWN);
  }

  private static String candidate(Way way) {
    return switch (way) {
      case PINNED -> PINNED;
      case DRAWN -> DRAWN;
      case SEARCHED -> SEARCHED;
      case RACE -> throw new IllegalArgumentException("It has no candidates");
    };
  }
}
