package berth.slot;

import berth.secret.Encrypted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;

/**
 * Grants, renews and releases leases. Each is one statement that commits by itself, so no pod that
 * is frozen or dies can keep a lock, and what an answer tells has been recorded.
 *
 * <p>Whether a lease still runs is asked of {@code clock_timestamp()} once the row is locked.
 * {@code now()} is the start of the statement: one that had to wait for its lock would revive what
 * ran out meanwhile. Where it is used it only narrows down which rows to look at.
 */
@ApplicationScoped
class LeaseStore {

  /**
   * Draws an account uniformly among those that have a free slot, however many they have, then
   * takes one of its free slots.
   *
   * <p>Nobody is told that all is busy unless no row was free, locked or not, when the statement
   * began. Nothing is granted while a lease on a draining slot has run out unnoticed: its account
   * may be below its limit again and have no slot open.
   */
  private static final String GRANT =
      """
      WITH drained AS (
        SELECT DISTINCT slot.channel
          FROM slot JOIN channel ON channel.channel = slot.channel
         WHERE slot.state = 'DRAINING' AND slot.leased_until <= now()
           AND channel.subscription_id = $1 AND ($2::text IS NULL OR channel.channel = $2)
      ), account_with_room AS (
        SELECT channel
          FROM slot
         WHERE subscription_id = $1 AND state = 'OPEN' AND leased_until <= now()
           AND ($2::text IS NULL OR channel = $2)
           AND NOT EXISTS (SELECT FROM drained)
         GROUP BY channel
         ORDER BY random()
         LIMIT 1
      ), free AS MATERIALIZED (
        SELECT slot.channel, slot.number
          FROM slot JOIN account_with_room ON account_with_room.channel = slot.channel
         WHERE slot.subscription_id = $1 AND slot.state = 'OPEN' AND slot.leased_until <= now()
         %s
      ), granted AS (
        UPDATE slot
           SET leased_until = clock_timestamp() + make_interval(secs => $3),
               granted_at = clock_timestamp(),
               fence = nextval('slot_fence'),
               ref = $4
          FROM free
         WHERE slot.subscription_id = $1
           AND slot.channel = free.channel AND slot.number = free.number
        RETURNING slot.*
      )
      SELECT ARRAY(SELECT channel FROM drained) AS drained,
             EXISTS (SELECT FROM account_with_room) AS room,
             %s
        FROM (VALUES (1)) AS always LEFT JOIN granted AS slot ON true
      """;

  /**
   * Passes locked rows by. Each grant locks the one row that it takes, so an account whose free
   * rows are all locked is most likely about to be at its limit.
   */
  private static final String GRANT_AT_ONCE =
      GRANT.formatted("LIMIT 1 FOR NO KEY UPDATE OF slot SKIP LOCKED", LeaseRow.COLUMNS);

  /**
   * Waits for locked rows. PostgreSQL reads a row anew after the wait, and goes on to the next when
   * it was taken, but keeps the lock: so all go through the slots of an account in the order of
   * their numbers, or they would wait for each other in a circle.
   */
  private static final String GRANT_PATIENTLY =
      GRANT.formatted("ORDER BY slot.number LIMIT 1 FOR NO KEY UPDATE OF slot", LeaseRow.COLUMNS);

  /**
   * A statement of its own, after the grant: that one may have begun before the token was replaced,
   * and would return the old one.
   */
  private static final String TOKEN =
      """
      SELECT token_key_id, token_ciphertext
        FROM account
       WHERE subscription_id = $1 AND channel = $2
      """;

  private static final String FIND =
      """
      SELECT %s
        FROM slot
       WHERE subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
         AND leased_until > clock_timestamp()
      """
          .formatted(LeaseRow.COLUMNS);

  /** The lease is looked at in what the lock returned, and so after the wait for the lock. */
  private static final String RENEW =
      """
      WITH held AS MATERIALIZED (
        SELECT leased_until
          FROM slot
         WHERE subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
           FOR NO KEY UPDATE
      )
      UPDATE slot
         SET leased_until = clock_timestamp() + make_interval(secs => $5)
        FROM held
       WHERE held.leased_until > clock_timestamp()
         AND subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
      RETURNING %s
      """
          .formatted(LeaseRow.COLUMNS);

  /** Minus infinity says that a lease was given back, for none that ran out ends there. */
  private static final String RELEASE =
      """
      WITH lease AS MATERIALIZED (
        SELECT leased_until
          FROM slot
         WHERE subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
           FOR NO KEY UPDATE
      ), released AS (
        UPDATE slot
           SET leased_until = '-infinity', ref = NULL
          FROM lease
         WHERE lease.leased_until > clock_timestamp()
           AND subscription_id = $1 AND channel = $2 AND number = $3 AND fence = $4
        RETURNING slot.number
      )
      SELECT EXISTS (SELECT FROM released) OR leased_until = '-infinity' AS released
        FROM lease
      """;

  private final Pool pool;

  LeaseStore(Pool pool) {
    this.pool = pool;
  }

  /**
   * Tries to grant a slot.
   *
   * @param patiently whether to wait for slots that somebody else is just changing
   */
  Uni<GrantOutcome> grant(long subscriptionId, SlotRequest wanted, boolean patiently) {
    return timed(
        patiently ? GRANT_PATIENTLY : GRANT_AT_ONCE,
        Tuple.of(subscriptionId, wanted.channel(), (double) wanted.leaseSeconds(), wanted.ref()),
        (rows, sent) -> grant(rows.iterator().next(), sent));
  }

  /** The token of an account that a slot was granted on; empty when it was deleted since. */
  Uni<Optional<Encrypted>> token(long subscriptionId, String channel) {
    return pool.preparedQuery(TOKEN)
        .execute(Tuple.of(subscriptionId, channel))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new Encrypted(
                                row.getString("token_key_id"),
                                row.getBuffer("token_ciphertext").getBytes()))
                    .findFirst());
  }

  /** The lease, while it runs. */
  Uni<Optional<Lease>> find(long subscriptionId, LeaseId id) {
    return lease(FIND, key(subscriptionId, id));
  }

  /** Lets the lease run for that long from now on; empty when it has ended. */
  Uni<Optional<Lease>> renew(long subscriptionId, LeaseId id, int leaseSeconds) {
    return lease(RENEW, key(subscriptionId, id).addDouble((double) leaseSeconds));
  }

  /**
   * Ends the lease, and never another one on the same slot.
   *
   * @return whether the slot is free by this release or by an earlier one; not when its lease had
   *     ended before
   */
  Uni<Boolean> release(long subscriptionId, LeaseId id) {
    return pool.preparedQuery(RELEASE)
        .execute(key(subscriptionId, id))
        .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("released"));
  }

  private static GrantOutcome grant(Row row, long sent) {
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

  private Uni<Optional<Lease>> lease(String sql, Tuple parameters) {
    return timed(
        sql,
        parameters,
        (rows, sent) ->
            rows.size() == 0
                ? Optional.empty()
                : Optional.of(LeaseRow.lease(rows.iterator().next(), sent)));
  }

  /** Tells when the statement was sent, which is after the wait for a connection. */
  private <T> Uni<T> timed(String sql, Tuple parameters, BiFunction<RowSet<Row>, Long, T> read) {
    return pool.withConnection(
        connection -> {
          long sent = System.nanoTime();
          return connection
              .preparedQuery(sql)
              .execute(parameters)
              .map(rows -> read.apply(rows, sent));
        });
  }

  private static Tuple key(long subscriptionId, LeaseId id) {
    return Tuple.of(subscriptionId, id.channel(), (short) id.number(), id.fence());
  }
}
