package berth.slot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Grants many wishes a slot each, by looking at all the free slots there are. One statement, which
 * commits by itself.
 */
@ApplicationScoped
class RaceStatement {

  /**
   * Draws, for each wish in its turn, an account uniformly among those that still have a free slot,
   * however many they have. All draws are made at once, by a race: each account is a clock that
   * ticks at random, all at the same rate, and its nth tick stands for its nth free slot. The order
   * of all the ticks is the order in which accounts would have been drawn one after the other.
   *
   * <p>All who wait stand in one line, in whatever pod, and then come those who don't. A wish that
   * yields takes part only if there are at least as many free slots as its place in the line. Who
   * waits for one account is in nobody's way while that has none.
   *
   * <p>Nobody is told that all is busy unless no row was free, locked or not, when the statement
   * began. Nothing is granted to a subscription while a lease on one of its draining slots has run
   * out unnoticed: the account may be below its limit again and have no slot open.
   */
  private static final String RACE =
      """
      WITH wish AS (
        SELECT asked.*,
               row_number() OVER (PARTITION BY subscription, ticket IS NULL ORDER BY ticket, ord)
                 AS nth
          FROM (%s) AS asked
      ), pool AS (
        SELECT subscription, count(*) AS wishes FROM wish GROUP BY subscription
      ), drained AS (
        SELECT DISTINCT subscription, slot.channel
          FROM slot
               JOIN channel ON channel.channel = slot.channel
               JOIN pool ON subscription = channel.subscription_id
         WHERE slot.state = 'DRAINING' AND slot.leased_until <= now()
      ), tick AS (
        SELECT subscription, wishes, slot.channel, slot.number,
               sum(-ln(1 - random())) OVER (
                 PARTITION BY slot.subscription_id, slot.channel ORDER BY slot.number) AS at
          FROM slot JOIN pool ON subscription = slot.subscription_id
         WHERE slot.state = 'OPEN' AND slot.leased_until <= now()
           AND subscription NOT IN (SELECT drained.subscription FROM drained)
      ), line AS (
        SELECT subscription, ticket, row_number() OVER (PARTITION BY subscription ORDER BY ticket) AS nth
          FROM pool JOIN live_waiter ON subscription = subscription_id
         WHERE pin = '' OR (subscription, pin) IN (SELECT tick.subscription, tick.channel FROM tick)
      ), crowd AS (
        SELECT subscription,
               (SELECT count(*) FROM tick WHERE tick.subscription = pool.subscription) AS room,
               (SELECT count(*) FROM line WHERE line.subscription = pool.subscription) AS waiting
          FROM pool
      ), asking AS (
        SELECT wish.*,
               row_number() OVER (PARTITION BY subscription ORDER BY wish.ticket NULLS LAST, ord)
                 AS turn
          FROM wish
               JOIN crowd USING (subscription)
               LEFT JOIN line USING (subscription, ticket)
         WHERE NOT yields OR coalesce(line.nth, waiting + wish.nth) <= room
      ), drawn AS (
        SELECT tick.*, row_number() OVER (PARTITION BY subscription ORDER BY at) AS place
          FROM tick
      ), free AS MATERIALIZED (
        SELECT subscription, place, slot.channel, slot.number
          FROM slot
               JOIN drawn ON subscription = slot.subscription_id
                         AND drawn.channel = slot.channel AND drawn.number = slot.number
         WHERE place <= wishes
           AND slot.state = 'OPEN' AND slot.leased_until <= now()
         ORDER BY slot.subscription_id, slot.channel, slot.number
           FOR NO KEY UPDATE OF slot %s
      ), next AS (
        SELECT free.*, row_number() OVER (PARTITION BY subscription ORDER BY place) AS turn
          FROM free
      ), granted AS (
        UPDATE slot
           %s
          FROM next JOIN asking USING (subscription, turn)
         WHERE slot.subscription_id = subscription
           AND slot.channel = next.channel AND slot.number = next.number
        RETURNING asking.ord, asking.ticket, slot.*
      ), gone AS (
        %s
      )
      SELECT ARRAY(SELECT drained.channel
                     FROM drained
                    WHERE drained.subscription = wish.subscription) AS drained,
             EXISTS (SELECT FROM tick WHERE tick.subscription = wish.subscription) AS room,
             EXISTS (SELECT FROM asking WHERE asking.ord = wish.ord) AS admitted,
             EXISTS (SELECT FROM account WHERE subscription_id = wish.subscription) AS configured,
             %s
        FROM wish
             LEFT JOIN granted AS slot ON slot.ord = wish.ord
             LEFT JOIN account ON account.subscription_id = slot.subscription_id
                              AND account.channel = slot.channel
       ORDER BY wish.ord
      """;

  /** Passes by what others have locked: most likely they are granting it. */
  private static final String AT_ONCE = race("SKIP LOCKED");

  /**
   * Waits for what others have locked. PostgreSQL reads a row anew after the wait and leaves it
   * when it was taken, but keeps its lock; so all lock in the order of the keys, or they would wait
   * for each other in a circle.
   */
  private static final String PATIENTLY = race("");

  private final Pool pool;

  RaceStatement(Pool pool) {
    this.pool = pool;
  }

  /**
   * Tries to grant each wish a slot, those that were first first.
   *
   * @param patiently whether to wait for slots that somebody else is just changing
   */
  Uni<List<GrantOutcome>> grant(List<Wish> wishes, boolean patiently) {
    return pool.withConnection(
        connection -> {
          long sent = System.nanoTime();
          return connection
              .preparedQuery(patiently ? PATIENTLY : AT_ONCE)
              .execute(GrantRow.parameters(wishes))
              .map(
                  rows ->
                      StreamSupport.stream(rows.spliterator(), false)
                          .map(row -> outcome(row, sent))
                          .toList());
        });
  }

  private static String race(String lock) {
    return RACE.formatted(
        GrantRow.ASKED, lock, GrantRow.SET_LEASE, GrantRow.LEAVE_LINE, GrantRow.COLUMNS);
  }

  private static GrantOutcome outcome(Row row, long sent) {
    return GrantRow.granted(row, sent).orElseGet(() -> denied(row));
  }

  private static GrantOutcome denied(Row row) {
    List<String> drained = List.of(row.getArrayOfStrings("drained"));
    if (!drained.isEmpty()) {
      return new GrantOutcome.Drained(drained);
    }
    if (row.getBoolean("room")) {
      return row.getBoolean("admitted") ? new GrantOutcome.Lost() : new GrantOutcome.Yielded();
    }
    return row.getBoolean("configured") ? new GrantOutcome.Full() : new GrantOutcome.Unconfigured();
  }
}
