package berth.slot.grant;

import berth.database.SqlTemplate;
import berth.slot.lease.LeaseRow;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The common parts of the granting statements: the head, the tail and the parameters. */
final class GrantSql {

  /** Leases the rows of {@code slot} to the requests to which they are {@code assigned}. */
  private static final String GRANT =
      """
      granted AS (
        UPDATE slot
           SET leased_until = clock_timestamp()
                              + make_interval(secs => ($4::float8[])[assigned.ord]),
               granted_at = clock_timestamp(),
               fence = nextval('slot_fence'),
               ref = ($5::text[])[assigned.ord]
          FROM assigned
         WHERE slot.ctid = location
        RETURNING assigned.ord, assigned.expired, token_key_id, token_ciphertext, slot.*
      )
      """;

  /**
   * The columns that {@link GrantStatement} reads of a request to which nothing was granted,
   * without the last three: the reason ({@code denial}); a {@code detail}, which is the number of
   * accounts for {@code MISSED} and the ticket of the waiter that goes first for {@code YIELDED};
   * and the channels on which draining leases have run out ({@code drained}).
   */
  private static final String NOT_GRANTED =
      "UNION ALL SELECT ord, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,";

  /**
   * Reads the {@link #parameters} that select slots. The other arrays are read by {@code ord} where
   * they are needed.
   */
  private static final String REQUESTS =
      """
      SELECT subscription, pin, yields, {ticket} AS ticket, ord
        FROM unnest($1::bigint[], $2::text[], $3::bool[])
             WITH ORDINALITY AS requested (subscription, pin, yields, ord)
      """;

  /**
   * Deletes the waiters that were granted a slot, and binds the idempotency keys that the requests
   * still own. Keys are locked in key order, as in the statement that claims them. A locked row can
   * be found again by its location: another transaction changes a row only to give the key another
   * owner.
   */
  private static final String AFTER_GRANT =
      """
      , dequeued AS (
        DELETE FROM waiter
         WHERE ticket = ANY (ARRAY(SELECT ($6::bigint[])[granted.ord] FROM granted))
      ), owned_key AS MATERIALIZED (
        SELECT keyed.*, key_row.location
          FROM (SELECT ord, subscription_id, channel, number, fence, ($7::text[])[ord] AS key
                  FROM granted
                 ORDER BY subscription_id, key) AS keyed,
               LATERAL (SELECT key_row.ctid AS location
                          FROM idempotency_key AS key_row
                         WHERE key_row.subscription_id = keyed.subscription_id
                           AND key_row.key = keyed.key
                           AND key_row.owner = ($8::uuid[])[keyed.ord]
                           FOR NO KEY UPDATE OF key_row) AS key_row
      ), bound AS (
        UPDATE idempotency_key AS key_row
           SET channel = owned_key.channel, number = owned_key.number, fence = owned_key.fence
          FROM owned_key
         WHERE key_row.ctid = owned_key.location
        RETURNING owned_key.ord
      )
      """;

  private static final String BOUND =
      "($7::text[])[ord] IS NULL OR ord IN (SELECT bound.ord FROM bound)";

  /**
   * The rows of {@code granted}, which also has the account's token. If the token is replaced
   * meanwhile, the holder gets the old or the new one, as it would have with a grant a moment
   * earlier or later.
   */
  private static final String GRANTED =
      """
      SELECT ord, {lease_columns}, token_key_id, token_ciphertext, {bound} AS bound,
             expired, NULL AS denial, 0::bigint AS detail, NULL AS drained
        FROM granted AS slot
      """;

  private GrantSql() {}

  /** The requests, one in each row. */
  static String requests(GrantForm form) {
    return SqlTemplate.fill(
        REQUESTS, Map.of("ticket", form.plain() ? "NULL::bigint" : "($6::bigint[])[ord]"));
  }

  /**
   * The part of the statement after {@code assigned}, which must have, for each request that gets a
   * slot, its {@code ord}, the {@code location} of the slot's row, whether the row's last lease has
   * {@code expired} and was not released, and the account's token. The part ends before the last
   * three columns of requests that get no slot.
   */
  static String grant(GrantForm form) {
    return form.plain()
        ? GRANT + granted("true") + NOT_GRANTED
        : GRANT + AFTER_GRANT + granted(BOUND) + NOT_GRANTED;
  }

  private static String granted(String bound) {
    return SqlTemplate.fill(GRANTED, Map.of("lease_columns", LeaseRow.COLUMNS, "bound", bound));
  }

  /** The parameter with the draws of all requests, one request after the other. */
  static String draws(GrantForm form) {
    return form.plain() ? "$6::float8[]" : "$9::float8[]";
  }

  /**
   * The parameters, all arrays: subscriptions, pins, whether the request yields, seconds of the
   * lease and refs; then, unless the form is plain, tickets, idempotency keys and their owners;
   * then the draws, if the selection uses any.
   */
  static Tuple parameters(GrantForm form, List<GrantRequest> requests) {
    Tuple parameters =
        Tuple.of(
            requests.stream().map(GrantRequest::subscriptionId).toArray(Long[]::new),
            requests.stream().map(GrantRequest::pin).toArray(String[]::new),
            requests.stream().map(GrantRequest::yields).toArray(Boolean[]::new),
            requests.stream()
                .map(request -> (double) request.slot().leaseSeconds())
                .toArray(Double[]::new),
            requests.stream().map(request -> request.slot().ref()).toArray(String[]::new));
    if (!form.plain()) {
      parameters
          .addValue(requests.stream().map(GrantRequest::ticket).toArray(Long[]::new))
          .addValue(
              requests.stream()
                  .map(request -> request.key() == null ? null : request.key().key())
                  .toArray(String[]::new))
          .addValue(
              requests.stream()
                  .map(request -> request.key() == null ? null : request.key().owner())
                  .toArray(UUID[]::new));
    }
    if (form.selection().usesDraws()) {
      parameters.addValue(
          requests.stream().flatMap(request -> request.draws().stream()).toArray(Double[]::new));
    }
    return parameters;
  }
}
