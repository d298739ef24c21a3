package berth.slot;

import berth.secret.Encrypted;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** What the statements that grant have in common. */
final class GrantRow {

  /** Reads {@link #parameters}, but for what is looked up by {@code ord} where it is needed. */
  static final String WISHES =
      """
      SELECT subscription, pin, ticket, yields, ord
        FROM unnest($1::bigint[], $2::text[], $5::bigint[], $6::bool[])
             WITH ORDINALITY AS asked (subscription, pin, ticket, yields, ord)
      """;

  /** Makes a row of {@code slot} the lease of the wish to which it is {@code given}. */
  static final String SET_LEASE =
      """
      SET leased_until = clock_timestamp() + make_interval(secs => ($3::float8[])[given.ord]),
          granted_at = clock_timestamp(),
          fence = nextval('slot_fence'),
          ref = ($4::text[])[given.ord]
      """;

  /**
   * What follows when {@code granted} holds the new leases and their {@code ord}. Who was granted a
   * slot waits no more. Its key is bound if it is still its own; keys are locked in order, as they
   * are where they get an owner.
   */
  static final String AFTERWARDS =
      """
      gone AS (
        DELETE FROM waiter
         WHERE ticket = ANY (ARRAY(SELECT ($5::bigint[])[granted.ord] FROM granted))
      ), own AS MATERIALIZED (
        SELECT granted.*
          FROM granted
               JOIN idempotency_key AS known
                 ON known.subscription_id = granted.subscription_id
                AND known.key = ($7::text[])[granted.ord]
                AND known.owner = ($8::uuid[])[granted.ord]
         ORDER BY known.subscription_id, known.key
           FOR NO KEY UPDATE OF known
      ), bound AS (
        UPDATE idempotency_key AS known
           SET channel = own.channel, number = own.number, fence = own.fence
          FROM own
         WHERE known.subscription_id = own.subscription_id
           AND known.key = ($7::text[])[own.ord]
        RETURNING own.ord
      )
      """;

  /**
   * The rows of {@link #granted}. The token is read in the statement that grants. When it is
   * replaced meanwhile the holder gets either of the two, as it would have with the grant a moment
   * earlier or later.
   */
  static final String GRANTED =
      """
      SELECT ord, %s, token_key_id, token_ciphertext,
             ($7::text[])[ord] IS NULL OR ord IN (SELECT bound.ord FROM bound) AS bound,
             NULL AS denial, 0::bigint AS detail, NULL AS drained
        FROM granted AS slot
             LEFT JOIN account ON account.subscription_id = slot.subscription_id
                              AND account.channel = slot.channel
      """
          .formatted(LeaseRow.COLUMNS);

  /**
   * The same columns for those to whom nothing was granted, but for the last three: why; of {@code
   * MISSED} how many accounts there are, and of {@code YIELDED} the ticket of who goes first; and
   * the channels on which draining leases have run out.
   */
  static final String NOT_GRANTED =
      "SELECT ord, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,";

  /** A lock that passes by what others have locked: most likely they are granting it. */
  static final String AT_ONCE = "FOR NO KEY UPDATE OF slot SKIP LOCKED";

  /**
   * A lock that waits for what others have locked. PostgreSQL reads a row anew after the wait and
   * leaves it when it was taken, but keeps its lock; so all lock in the order of the keys, or they
   * would wait for each other in a circle.
   */
  static final String PATIENTLY = "FOR NO KEY UPDATE OF slot";

  private GrantRow() {}

  /**
   * Eight arrays: subscriptions, pins, seconds, refs, tickets, whether they yield, keys and their
   * owners.
   */
  static Tuple parameters(List<Wish> wishes) {
    return Tuple.from(
        List.<Object>of(
            wishes.stream().map(Wish::subscriptionId).toArray(Long[]::new),
            wishes.stream().map(Wish::pin).toArray(String[]::new),
            wishes.stream()
                .map(wish -> (double) wish.request().leaseSeconds())
                .toArray(Double[]::new),
            wishes.stream().map(wish -> wish.request().ref()).toArray(String[]::new),
            wishes.stream().map(Wish::ticket).toArray(Long[]::new),
            wishes.stream().map(Wish::yields).toArray(Boolean[]::new),
            wishes.stream()
                .map(wish -> wish.key() == null ? null : wish.key().key())
                .toArray(String[]::new),
            wishes.stream()
                .map(wish -> wish.key() == null ? null : wish.key().owner())
                .toArray(UUID[]::new)));
  }

  /**
   * What came of so many wishes, in their order.
   *
   * @param sent when the statement was sent, by {@link System#nanoTime}
   */
  static List<GrantOutcome> outcomes(RowSet<Row> rows, int wishes, long sent) {
    GrantOutcome[] outcomes = new GrantOutcome[wishes];
    for (Row row : rows) {
      String denial = row.getString("denial");
      outcomes[row.getInteger("ord") - 1] =
          denial == null ? granted(row, sent) : denied(row, denial);
    }
    return List.of(outcomes);
  }

  private static GrantOutcome granted(Row row, long sent) {
    Lease lease = LeaseRow.lease(row, sent);
    if (lease.leaseSeconds() == 0) {
      // this pod stood still since: nothing is left to hand out
      return new GrantOutcome.Lost();
    }
    return row.getBoolean("bound")
        ? new GrantOutcome.Granted(lease, token(row))
        : new GrantOutcome.Superseded(lease);
  }

  private static GrantOutcome denied(Row row, String denial) {
    List<String> drained = List.of(row.getArrayOfStrings("drained"));
    if (!drained.isEmpty()) {
      return new GrantOutcome.Drained(drained);
    }
    return switch (denial) {
      case "FULL" -> new GrantOutcome.Full();
      case "LOST" -> new GrantOutcome.Lost();
      case "MISSED" -> new GrantOutcome.Missed(row.getInteger("detail"));
      case "UNCONFIGURED" -> new GrantOutcome.Unconfigured();
      case "YIELDED" -> new GrantOutcome.Yielded(row.getLong("detail"));
      default -> throw new IllegalStateException(denial);
    };
  }

  static Encrypted token(Row row) {
    return new Encrypted(
        row.getString("token_key_id"), row.getBuffer("token_ciphertext").getBytes());
  }
}
