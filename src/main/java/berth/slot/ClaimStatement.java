package berth.slot;

import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Grants many wishes a slot each, on one account per wish: that on which its draws fall, or to
 * which it is pinned. One statement, which commits by itself and costs the same however many
 * accounts there are.
 */
@ApplicationScoped
class ClaimStatement {

  /** The account on which the only draw of each wish falls. */
  private static final String DRAWN =
      """
      candidate AS MATERIALIZED (
        SELECT wish.*, rotation_size, channel
          FROM wish
               JOIN subscription ON subscription.id = subscription
               LEFT JOIN account ON account.subscription_id = subscription
                                AND place = floor(($9::float8[])[ord] * rotation_size)::integer
      )""";

  /**
   * The account on which the first draw of each wish falls that finds a free slot, or one that may
   * be free after a resize. Looks at the draws one after the other, for all wishes at once, and no
   * further than it must.
   */
  private static final String SEARCHED =
      """
      walk AS (
        SELECT wish.*, rotation_size, NULL AS channel, 0 AS nth, false AS room
          FROM wish JOIN subscription ON subscription.id = subscription
         UNION ALL
        SELECT subscription, pin, ticket, yields, ord, rotation_size, account.channel, nth + 1,
               EXISTS (SELECT
                         FROM slot
                        WHERE slot.subscription_id = subscription
                          AND slot.channel = account.channel
                          AND slot.state = 'OPEN' AND slot.leased_until <= now())
               OR EXISTS (SELECT
                            FROM slot
                           WHERE slot.channel = account.channel
                             AND slot.state = 'DRAINING' AND slot.leased_until <= now())
          FROM walk
               JOIN account ON account.subscription_id = subscription
                           AND place = floor(
                                 ($9::float8[])[(ord - 1) * draws.each + nth + 1]
                                 * rotation_size)::integer
         WHERE NOT room AND nth < draws.each
      ), candidate AS MATERIALIZED (
        SELECT subscription, pin, ticket, yields, ord, rotation_size,
               CASE WHEN room THEN channel END AS channel
          FROM walk
         WHERE room OR nth = draws.each
      )"""
          .replace("draws.each", "cardinality($9::float8[]) / cardinality($1::bigint[])");

  /** The account to which each wish is pinned. */
  private static final String PINNED =
      """
      candidate AS MATERIALIZED (
        SELECT wish.*, 1 AS rotation_size, channel
          FROM wish LEFT JOIN account ON account.subscription_id = subscription
                                     AND account.channel = pin
      )""";

  /**
   * Takes as many free slots of each account as wishes fell on it, whichever; but none that is left
   * to others who wait, as long as a wish yields. The rows are locked first, for an update can't
   * pass by those that others have locked. It finds them again by where they are stored, which
   * can't change under the lock.
   *
   * <p>PostgreSQL does not know how many wishes there are, and takes them for a few. So they are
   * never joined with each other: it would compare all with all.
   */
  private static final String CLAIM =
      """
      WITH RECURSIVE wish AS (
        %s
      ), %s, claim AS (
        SELECT subscription, channel, count(*) AS wishes,
               array_agg(ord ORDER BY ticket NULLS LAST, ord) AS ords
          FROM candidate
         WHERE channel IS NOT NULL
           AND NOT (yields AND EXISTS (SELECT FROM waiting_pod WHERE alive_until > now())
                    AND (SELECT count(*)
                           FROM live_waiter AS other
                          WHERE other.subscription_id = subscription
                            AND other.pin IN ('', channel)
                            AND (candidate.ticket IS NULL OR other.ticket < candidate.ticket))
                        >= (SELECT count(*)
                              FROM slot
                             WHERE slot.subscription_id = subscription
                               AND slot.channel = candidate.channel
                               AND slot.state = 'OPEN' AND slot.leased_until <= now()))
         GROUP BY subscription, channel
         ORDER BY subscription, channel
      ), given AS MATERIALIZED (
        SELECT stored,
               ords[row_number() OVER (PARTITION BY claim.subscription, claim.channel)] AS ord
          FROM claim,
               LATERAL (SELECT slot.ctid AS stored
                          FROM slot
                         WHERE slot.subscription_id = claim.subscription
                           AND slot.channel = claim.channel
                           AND slot.state = 'OPEN' AND slot.leased_until <= now()
                         %s) AS slot
      ), granted AS (
        UPDATE slot
           %s
          FROM given
         WHERE slot.ctid = stored
        RETURNING given.ord, slot.*
      ), %s
      %s
      UNION ALL
      %s CASE WHEN candidate.channel IS NULL AND pin <> '' THEN 'UNCONFIGURED'
              WHEN EXISTS (SELECT
                             FROM slot
                            WHERE slot.subscription_id = subscription
                              AND slot.channel = candidate.channel
                              AND slot.state = 'OPEN' AND slot.leased_until <= now())
              THEN CASE WHEN ord IN (SELECT unnest(claim.ords) FROM claim) THEN 'LOST'
                        WHEN pin <> '' THEN 'YIELDED'
                        ELSE 'MISSED' END
              WHEN pin <> '' THEN 'FULL'
              ELSE 'MISSED' END,
             CASE WHEN pin = ''
                  THEN rotation_size
                  ELSE (SELECT min(other.ticket)
                          FROM live_waiter AS other
                         WHERE other.subscription_id = subscription
                           AND other.pin IN ('', candidate.channel))
             END,
             ARRAY(SELECT DISTINCT slot.channel
                     FROM slot
                    WHERE slot.channel = candidate.channel
                      AND slot.state = 'DRAINING' AND slot.leased_until <= now())
        FROM candidate
       WHERE ord NOT IN (SELECT granted.ord FROM granted)
      """;

  private static final Map<Way, String> AT_ONCE = claims("LIMIT claim.wishes " + GrantRow.AT_ONCE);
  private static final Map<Way, String> PATIENTLY =
      claims("ORDER BY slot.number LIMIT claim.wishes " + GrantRow.PATIENTLY);

  private final Database database;

  ClaimStatement(Database database) {
    this.database = database;
  }

  /**
   * Tries to grant each wish a slot, those that were first first.
   *
   * @param wishes all with as many draws as the way needs
   * @param patiently whether to wait for slots that somebody else is just changing
   */
  Uni<List<GrantOutcome>> grant(Way way, List<Wish> wishes, boolean patiently) {
    Tuple parameters = GrantRow.parameters(wishes);
    if (way != Way.PINNED) {
      parameters.addValue(
          wishes.stream().flatMap(wish -> wish.draws().stream()).toArray(Double[]::new));
    }
    long sent = System.nanoTime();
    return database
        .run(Objects.requireNonNull((patiently ? PATIENTLY : AT_ONCE).get(way)), parameters)
        .map(rows -> GrantRow.outcomes(rows, wishes.size(), sent));
  }

  private static Map<Way, String> claims(String lock) {
    return Map.of(
        Way.PINNED, claim(PINNED, lock),
        Way.DRAWN, claim(DRAWN, lock),
        Way.SEARCHED, claim(SEARCHED, lock));
  }

  private static String claim(String candidate, String lock) {
    return CLAIM.formatted(
        GrantRow.WISHES,
        candidate,
        lock,
        GrantRow.SET_LEASE,
        GrantRow.AFTERWARDS,
        GrantRow.GRANTED,
        GrantRow.NOT_GRANTED);
  }
}
