package berth.slot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

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
        SELECT wish.*, subscription.rotation_size, account.channel, token_key_id, token_ciphertext
          FROM wish
               JOIN subscription ON subscription.id = wish.subscription
               LEFT JOIN account ON account.subscription_id = wish.subscription
                                AND place = floor(($9::float8[])[ord] * rotation_size)::integer
      )""";

  /**
   * The account on which the first draw of each wish falls that finds a free slot, or one that may
   * be free after a resize. Looks at the draws one after the other, for all wishes at once, and no
   * further than it must.
   */
  private static final String SEARCHED =
      """
      draws AS (
        SELECT $9::float8[] AS at, cardinality($9::float8[]) / cardinality($1) AS each
      ), walk AS (
        SELECT ord, subscription, rotation_size, 0 AS nth, '' AS channel, false AS room
          FROM wish JOIN subscription ON subscription.id = wish.subscription
         UNION ALL
        SELECT ord, subscription, rotation_size, nth + 1, account.channel,
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
               CROSS JOIN draws
               JOIN account ON account.subscription_id = subscription
                           AND place = floor(at[(ord - 1) * each + nth + 1]
                                             * rotation_size)::integer
         WHERE NOT room AND nth < each
      ), candidate AS MATERIALIZED (
        SELECT wish.*, subscription.rotation_size, account.channel, token_key_id, token_ciphertext
          FROM wish
               JOIN subscription ON subscription.id = wish.subscription
               LEFT JOIN walk ON walk.ord = wish.ord AND room
               LEFT JOIN account ON account.subscription_id = wish.subscription
                                AND account.channel = walk.channel
      )""";

  /** The account to which each wish is pinned. */
  private static final String PINNED =
      """
      candidate AS MATERIALIZED (
        SELECT wish.*, 1 AS rotation_size, account.channel, token_key_id, token_ciphertext
          FROM wish LEFT JOIN account ON account.subscription_id = wish.subscription
                                     AND account.channel = pin
      )""";

  /**
   * Takes as many free slots of each account as wishes fell on it, whichever; but none that is left
   * to others who wait, as long as a wish yields. The rows are locked first, for an update can't
   * pass by those that others have locked. It finds them again by where they are stored, which
   * can't change under the lock.
   */
  private static final String CLAIM =
      """
      WITH RECURSIVE wish AS (
        %s
      ), %s, asking AS (
        SELECT candidate.*,
               row_number() OVER (PARTITION BY subscription, channel
                                  ORDER BY ticket NULLS LAST, ord) AS turn
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
      ), claim AS (
        SELECT subscription, channel, max(turn) AS wishes
          FROM asking
         GROUP BY subscription, channel
         ORDER BY subscription, channel
      ), free AS MATERIALIZED (
        SELECT claim.subscription, claim.channel, stored,
               row_number() OVER (PARTITION BY claim.subscription, claim.channel) AS turn
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
          FROM free JOIN asking USING (subscription, channel, turn)
         WHERE slot.ctid = stored
        RETURNING asking.ord, asking.ticket, asking.key, asking.owner, slot.*
      ), gone AS (
        %s
      ), own AS MATERIALIZED (
        %s
      ), bound AS (
        %s
      )
      SELECT rotation_size,
             candidate.channel IS NOT NULL AS found,
             EXISTS (SELECT FROM asking WHERE asking.ord = candidate.ord) AS admitted,
             candidate.key IS NULL OR EXISTS (SELECT FROM bound WHERE bound.ord = candidate.ord) AS bound,
             CASE WHEN fence IS NULL
                  THEN EXISTS (SELECT
                                 FROM slot AS other
                                WHERE other.subscription_id = subscription
                                  AND other.channel = candidate.channel
                                  AND other.state = 'OPEN' AND other.leased_until <= now())
              END AS room,
             CASE WHEN fence IS NULL
                  THEN ARRAY(SELECT DISTINCT other.channel
                               FROM slot AS other
                              WHERE other.channel = candidate.channel
                                AND other.state = 'DRAINING' AND other.leased_until <= now())
              END AS drained,
             %s
        FROM candidate LEFT JOIN granted AS slot USING (ord)
       ORDER BY ord
      """;

  /** Passes by what others have locked: most likely they are granting it. */
  private static final Map<Way, String> AT_ONCE =
      claims("LIMIT claim.wishes FOR NO KEY UPDATE SKIP LOCKED");

  /**
   * Waits for what others have locked. PostgreSQL reads a row anew after the wait and leaves it
   * when it was taken, but keeps its lock; so all lock in the order of the keys, or they would wait
   * for each other in a circle.
   */
  private static final Map<Way, String> PATIENTLY =
      claims("ORDER BY slot.number LIMIT claim.wishes FOR NO KEY UPDATE");

  private final Pool pool;

  ClaimStatement(Pool pool) {
    this.pool = pool;
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
    return pool.withConnection(
        connection -> {
          long sent = System.nanoTime();
          return connection
              .preparedQuery((patiently ? PATIENTLY : AT_ONCE).get(way))
              .execute(parameters)
              .map(
                  rows ->
                      StreamSupport.stream(rows.spliterator(), false)
                          .map(row -> outcome(way, row, sent))
                          .toList());
        });
  }

  private static Map<Way, String> claims(String lock) {
    return Map.of(
        Way.PINNED,
        claim(PINNED, lock),
        Way.DRAWN,
        claim(DRAWN, lock),
        Way.SEARCHED,
        claim(SEARCHED, lock));
  }

  private static String claim(String candidate, String lock) {
    return CLAIM.formatted(
        GrantRow.ASKED,
        candidate,
        lock,
        GrantRow.SET_LEASE,
        GrantRow.LEAVE_LINE,
        GrantRow.LOCK_KEYS,
        GrantRow.BIND_KEYS,
        GrantRow.COLUMNS);
  }

  private static GrantOutcome outcome(Way way, Row row, long sent) {
    return GrantRow.granted(row, sent).orElseGet(() -> denied(way, row));
  }

  private static GrantOutcome denied(Way way, Row row) {
    if (way == Way.PINNED && !row.getBoolean("found")) {
      return new GrantOutcome.Unconfigured();
    }
    if (row.getBoolean("room") && row.getBoolean("admitted")) {
      return new GrantOutcome.Lost();
    }
    if (row.getBoolean("room") && way == Way.PINNED) {
      return new GrantOutcome.Yielded();
    }
    List<String> drained = List.of(row.getArrayOfStrings("drained"));
    if (!drained.isEmpty()) {
      return new GrantOutcome.Drained(drained);
    }
    return way == Way.PINNED
        ? new GrantOutcome.Full()
        : new GrantOutcome.Missed(row.getInteger("rotation_size"));
  }
}
