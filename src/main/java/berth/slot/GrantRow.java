package berth.slot;

import berth.secret.Encrypted;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** What the statements that grant have in common. */
final class GrantRow {

  /** Makes a row of {@code slot} the lease of a row called {@code asking}. */
  static final String SET_LEASE =
      """
      SET leased_until = clock_timestamp() + make_interval(secs => asking.seconds),
          granted_at = clock_timestamp(),
          fence = nextval('slot_fence'),
          ref = asking.ref
      """;

  /**
   * The token is read in the statement that grants. When it is replaced meanwhile the holder gets
   * either of the two, as it would have with the grant a moment earlier or later.
   */
  static final String COLUMNS = LeaseRow.COLUMNS + ", token_key_id, token_ciphertext";

  private GrantRow() {}

  /** Reads {@link #parameters}. */
  static final String ASKED =
      """
      SELECT *
        FROM unnest($1::bigint[], $2::text[], $3::float8[], $4::text[], $5::bigint[], $6::bool[])
             WITH ORDINALITY
             AS asked (subscription, pin, seconds, ref, ticket, yields, ord)
      """;

  /** Who was granted a slot waits no more. */
  static final String LEAVE_LINE =
      """
      DELETE FROM waiter
       WHERE ticket = ANY (ARRAY(SELECT granted.ticket FROM granted
                                  WHERE granted.ticket IS NOT NULL))
      """;

  /** Six arrays, for {@link #ASKED}. */
  static Tuple parameters(List<Wish> wishes) {
    return Tuple.of(
        wishes.stream().map(Wish::subscriptionId).toArray(Long[]::new),
        wishes.stream().map(Wish::pin).toArray(String[]::new),
        wishes.stream().map(wish -> (double) wish.request().leaseSeconds()).toArray(Double[]::new),
        wishes.stream().map(wish -> wish.request().ref()).toArray(String[]::new),
        wishes.stream().map(Wish::ticket).toArray(Long[]::new),
        wishes.stream().map(Wish::yields).toArray(Boolean[]::new));
  }

  /**
   * What was granted; empty when nothing was.
   *
   * @param sent when the statement was sent, by {@link System#nanoTime}
   */
  static Optional<GrantOutcome> granted(Row row, long sent) {
    if (row.getLong("fence") == null) {
      return Optional.empty();
    }
    Lease lease = LeaseRow.lease(row, sent);
    if (lease.leaseSeconds() == 0) {
      // this pod stood still since: nothing is left to hand out
      return Optional.of(new GrantOutcome.Lost());
    }
    Encrypted token =
        new Encrypted(row.getString("token_key_id"), row.getBuffer("token_ciphertext").getBytes());
    return Optional.of(new GrantOutcome.Granted(lease, token));
  }
}
