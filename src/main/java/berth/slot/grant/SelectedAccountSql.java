package berth.slot.grant;

import berth.account.health.HealthSql;
import berth.database.SqlTemplate;
import berth.slot.lease.RowLock;
import java.util.Map;

/**
 * The SQL that grants many wishes a slot each, on one account per wish: that on which its draws
 * fall, or to which it is pinned. It costs the same however many accounts there are.
 *
 * <p>Rows are looked up from subqueries that PostgreSQL can't merge with what is around them, so it
 * has no choice but to look each up by its key. Else it would read all of a table that is small, or
 * was when it was analyzed, and go on so when that has grown.
 */
final class SelectedAccountSql {

  /** The account on which the only draw of each wish falls. */
  private static final String DRAWN =
      """
      candidate AS MATERIALIZED (
        SELECT request.*, rotation_size, channel, token_key_id, token_ciphertext
          FROM request
               CROSS JOIN LATERAL (SELECT rotation_size
                                     FROM subscription
                                    WHERE subscription.id = request.subscription
                                   OFFSET 0) AS pool
               LEFT JOIN LATERAL (SELECT channel, token_key_id, token_ciphertext
                                    FROM account
                                   WHERE account.subscription_id + 0 = request.subscription
                                     AND place = floor(({draws})[request.ord] * rotation_size)::integer
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
        SELECT request.*, rotation_size, NULL AS channel, NULL AS token_key_id,
               NULL::bytea AS token_ciphertext, 0 AS nth, false AS room
          FROM request
               CROSS JOIN LATERAL (SELECT rotation_size
                                     FROM subscription
                                    WHERE subscription.id = request.subscription
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
                                            ({draws})[(walk.ord - 1) * draws.each + walk.nth + 1]
                                            * walk.rotation_size)::integer
                                   OFFSET 0) AS account
         WHERE NOT room AND nth < draws.each
      ), candidate AS MATERIALIZED (
        SELECT subscription, pin, yields, ticket, ord, rotation_size,
               CASE WHEN room THEN channel END AS channel, token_key_id, token_ciphertext
          FROM walk
         WHERE room OR nth = draws.each
      )"""
          .replace("draws.each", "cardinality({draws}) / cardinality($1::bigint[])");

  /** The account to which each wish is pinned, and whether it is in rotation or comes back. */
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
      SqlTemplate.fill(
          """
      CASE WHEN {was_tried} AND {has_room} THEN 'LOST' ELSE 'MISSED' END, rotation_size""",
          Map.of("was_tried", HAD_A_CLAIM, "has_room", HAS_ROOM));

  /** Why none was on the only account that would do, and who goes first. */
  private static final String WHY_NOT_PINNED =
      SqlTemplate.fill(
          """
      CASE WHEN candidate.channel IS NULL THEN 'UNCONFIGURED'
           WHEN NOT {has_room} THEN CASE WHEN comes_back THEN 'FULL' ELSE 'OUT' END
           WHEN {was_tried} THEN 'LOST'
           ELSE 'YIELDED' END,
      (SELECT min(tickets[1])
         FROM line
        WHERE line.asker = subscription AND line.pin IN ('', candidate.channel))""",
          Map.of("was_tried", HAD_A_CLAIM, "has_room", HAS_ROOM));

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
      WITH RECURSIVE request AS (
        {requests}
      ), {candidate}, line AS MATERIALIZED (
        SELECT asker, pin, (array_agg(ticket ORDER BY ticket))[1:15] AS tickets
          FROM (SELECT DISTINCT subscription AS asker FROM request) AS asked,
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
        SELECT subscription, channel, count(*) AS requests,
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
            // all who wait lock in the order of the keys
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
    Map<String, String> draws = Map.of("draws", GrantSql.draws(form));
    return switch (form.selection()) {
      case PINNED -> PINNED;
      case DRAWN -> SqlTemplate.fill(DRAWN, draws);
      case SEARCHED -> SqlTemplate.fill(SEARCHED, draws);
      case ANY_ACCOUNT -> throw new IllegalArgumentException("It has no candidates");
    };
  }
}
