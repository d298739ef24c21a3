package berth.slot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** Grants slots to many at once, in one statement that commits by itself. */
@ApplicationScoped
class GrantStatement {

  /** One who wants a slot. */
  record Wish(long subscriptionId, SlotRequest request) {

    /** The account that it has to be one of; empty for any. */
    String pin() {
      return request.channel() == null ? "" : request.channel();
    }
  }

  /**
   * Draws, for each wish in its turn, an account uniformly among those that still have a free slot,
   * however many they have. All draws are made at once, by a race: each account is a clock that
   * ticks at random, all at the same rate, and its nth tick stands for its nth free slot. The order
   * of all the ticks is the order in which accounts would have been drawn one after the other.
   *
   * <p>Wishes that may be served by the same slots form a pool: all those of a subscription, or all
   * those that are pinned to one account. The pools of one statement have no slot in common, so
   * wishes that are pinned and wishes that are not never go out together.
   *
   * <p>Nobody is told that all is busy unless no row was free, locked or not, when the statement
   * began. Nothing is granted to a subscription while a lease on one of its draining slots has run
   * out unnoticed: the account may be below its limit again and have no slot open.
   */
  private static final String GRANT =
      """
      WITH wish AS (
        SELECT subscription, pin, seconds, ref, ord,
               row_number() OVER (PARTITION BY subscription, pin ORDER BY ord) AS turn
          FROM unnest($1::bigint[], $2::text[], $3::float8[], $4::text[])
               WITH ORDINALITY AS asked (subscription, pin, seconds, ref, ord)
      ), pool AS (
        SELECT subscription, pin, count(*) AS wishes FROM wish GROUP BY subscription, pin
      ), drained AS (
        SELECT DISTINCT pool.subscription, pool.pin, slot.channel
          FROM slot
               JOIN channel ON channel.channel = slot.channel
               JOIN pool ON pool.subscription = channel.subscription_id
                        AND pool.pin IN ('', slot.channel)
         WHERE slot.state = 'DRAINING' AND slot.leased_until <= now()
      ), tick AS (
        SELECT pool.subscription, pool.pin, pool.wishes, slot.channel, slot.number,
               sum(-ln(1 - random())) OVER (
                 PARTITION BY slot.subscription_id, slot.channel ORDER BY slot.number) AS at
          FROM slot
               JOIN pool ON pool.subscription = slot.subscription_id
                        AND pool.pin IN ('', slot.channel)
         WHERE slot.state = 'OPEN' AND slot.leased_until <= now()
           AND NOT EXISTS (SELECT FROM drained WHERE drained.subscription = slot.subscription_id
                                                 AND drained.pin = pool.pin)
      ), drawn AS (
        SELECT tick.*,
               row_number() OVER (PARTITION BY subscription, pin ORDER BY at) AS place
          FROM tick
      ), free AS MATERIALIZED (
        SELECT drawn.subscription, drawn.pin, drawn.place, slot.channel, slot.number
          FROM slot
               JOIN drawn ON drawn.subscription = slot.subscription_id
                         AND drawn.channel = slot.channel AND drawn.number = slot.number
         WHERE drawn.place <= drawn.wishes
           AND slot.state = 'OPEN' AND slot.leased_until <= now()
         ORDER BY slot.subscription_id, slot.channel, slot.number
           FOR NO KEY UPDATE OF slot %s
      ), next AS (
        SELECT free.*, row_number() OVER (PARTITION BY subscription, pin ORDER BY place) AS turn
          FROM free
      ), granted AS (
        UPDATE slot
           SET leased_until = clock_timestamp() + make_interval(secs => wish.seconds),
               granted_at = clock_timestamp(),
               fence = nextval('slot_fence'),
               ref = wish.ref
          FROM next JOIN wish USING (subscription, pin, turn)
         WHERE slot.subscription_id = next.subscription
           AND slot.channel = next.channel AND slot.number = next.number
        RETURNING wish.ord, slot.*
      )
      SELECT ARRAY(SELECT drained.channel
                     FROM drained
                    WHERE drained.subscription = wish.subscription
                      AND drained.pin = wish.pin) AS drained,
             EXISTS (SELECT
                       FROM tick
                      WHERE tick.subscription = wish.subscription
                        AND tick.pin = wish.pin) AS room,
             %s
        FROM wish LEFT JOIN granted AS slot ON slot.ord = wish.ord
       ORDER BY wish.ord
      """;

  /** Passes by what others have locked: most likely they are granting it. */
  private static final String GRANT_AT_ONCE = GRANT.formatted("SKIP LOCKED", LeaseRow.COLUMNS);

  /**
   * Waits for what others have locked. PostgreSQL reads a row anew after the wait and leaves it
   * when it was taken, but keeps its lock; so all lock in the order of the keys, or they would wait
   * for each other in a circle.
   */
  private static final String GRANT_PATIENTLY = GRANT.formatted("", LeaseRow.COLUMNS);

  private final Pool pool;

  GrantStatement(Pool pool) {
    this.pool = pool;
  }

  /**
   * Tries to grant each wish a slot, those that were first first, and passes by what others have
   * locked.
   */
  Uni<List<GrantOutcome>> atOnce(List<Wish> wishes) {
    return grant(GRANT_AT_ONCE, wishes);
  }

  /** The same, and waits for what others have locked. */
  Uni<List<GrantOutcome>> patiently(List<Wish> wishes) {
    return grant(GRANT_PATIENTLY, wishes);
  }

  private Uni<List<GrantOutcome>> grant(String sql, List<Wish> wishes) {
    return pool.withConnection(
        connection -> {
          long sent = System.nanoTime();
          return connection
              .preparedQuery(sql)
              .execute(parameters(wishes))
              .map(rows -> outcomes(rows, sent));
        });
  }

  private static Tuple parameters(List<Wish> wishes) {
    return Tuple.of(
        wishes.stream().map(Wish::subscriptionId).toArray(Long[]::new),
        wishes.stream().map(Wish::pin).toArray(String[]::new),
        wishes.stream().map(wish -> (double) wish.request().leaseSeconds()).toArray(Double[]::new),
        wishes.stream().map(wish -> wish.request().ref()).toArray(String[]::new));
  }

  private static List<GrantOutcome> outcomes(RowSet<Row> rows, long sent) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> outcome(row, sent)).toList();
  }

  private static GrantOutcome outcome(Row row, long sent) {
    List<String> drained = List.of(row.getArrayOfStrings("drained"));
    if (!drained.isEmpty()) {
      return new GrantOutcome.Drained(drained);
    }
    if (row.getLong("fence") == null) {
      return row.getBoolean("room") ? new GrantOutcome.Lost() : new GrantOutcome.Full();
    }
    Lease lease = LeaseRow.lease(row, sent);
    // a pod that stood still since has nothing left to hand out
    return lease.leaseSeconds() > 0 ? new GrantOutcome.Granted(lease) : new GrantOutcome.Lost();
  }
}
