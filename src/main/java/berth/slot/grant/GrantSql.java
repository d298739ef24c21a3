package berth.slot.grant;

import berth.database.SqlTemplate;
import berth.slot.lease.LeaseRow;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the statements that grant have in common: a head, a tail and their parameters. */
final class GrantSql {

  /** Makes rows of {@code slot} the leases of the wishes to which they are {@code given}. */
  private static final String GRANT =
      """
      granted AS (
        UPDATE slot
           SET leased_until = clock_timestamp() + make_interval(secs => ($4::float8[])[given.ord]),
               granted_at = clock_timestamp(),
               fence = nextval('slot_fence'),
               ref = ($5::text[])[given.ord]
          FROM given
         WHERE slot.ctid = stored
        RETURNING given.ord, token_key_id, token_ciphertext, slot.*
      )
      """;

  /**
   * The columns of {@link GrantRow} for those to whom nothing was granted, but for the last three:
   * why; of {@code MISSED} how many accounts there are, and of {@code YIELDED} the ticket of who
   * goes first; and the channels on which draining leases have run out.
   */
  private static final String NOT_GRANTED =
      "UNION ALL SELECT ord, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,";

  /** Reads {@link #parameters}, but for what is looked up by {@code ord} where it is needed. */
  private static final String WISHES =
      """
      SELECT subscription, pin, yields, {ticket} AS ticket, ord
        FROM unnest($1::bigint[], $2::text[], $3::bool[])
             WITH ORDINALITY AS asked (subscription, pin, yields, ord)
      """;

  /**
   * Who was granted a slot waits no more. Its key is bound if it is still its own; keys are locked
   * in order, as they are where they get an owner. Nobody changes one but to give it another owner,
   * so it is still where it was stored.
   */
  private static final String AFTERWARDS =
      """
      , gone AS (
        DELETE FROM waiter
         WHERE ticket = ANY (ARRAY(SELECT ($6::bigint[])[granted.ord] FROM granted))
      ), own AS MATERIALIZED (
        SELECT winner.*, known.stored AS kept
          FROM (SELECT ord, subscription_id, channel, number, fence, ($7::text[])[ord] AS key
                  FROM granted
                 ORDER BY subscription_id, key) AS winner,
               LATERAL (SELECT known.ctid AS stored
                          FROM idempotency_key AS known
                         WHERE known.subscription_id = winner.subscription_id
                           AND known.key = winner.key
                           AND known.owner = ($8::uuid[])[winner.ord]
                           FOR NO KEY UPDATE OF known) AS known
      ), bound AS (
        UPDATE idempotency_key AS known
           SET channel = own.channel, number = own.number, fence = own.fence
          FROM own
         WHERE known.ctid = own.kept
        RETURNING own.ord
      )
      """;

  private static final String BOUND =
      "($7::text[])[ord] IS NULL OR ord IN (SELECT bound.ord FROM bound)";

  /**
   * The rows of {@code granted}, which holds the account's token too. When that is replaced
   * meanwhile the holder gets either of the two, as it would have with the grant a moment earlier
   * or later.
   */
  private static final String GRANTED =
      """
      SELECT ord, {lease_columns}, token_key_id, token_ciphertext, {bound} AS bound,
             NULL AS denial, 0::bigint AS detail, NULL AS drained
        FROM granted AS slot
      """;

  private GrantSql() {}

  /** The wishes, one a row. */
  static String requests(GrantForm form) {
    return SqlTemplate.fill(
        WISHES, Map.of("ticket", form.plain() ? "NULL::bigint" : "($6::bigint[])[ord]"));
  }

  /**
   * What follows when {@code given} holds, for each wish that gets a slot, its {@code ord}, where
   * the slot is {@code stored}, and the account's token; up to the last three columns of those that
   * get none.
   */
  static String grant(GrantForm form) {
    return form.plain()
        ? GRANT + granted("true") + NOT_GRANTED
        : GRANT + AFTERWARDS + granted(BOUND) + NOT_GRANTED;
  }

  private static String granted(String bound) {
    return SqlTemplate.fill(GRANTED, Map.of("lease_columns", LeaseRow.COLUMNS, "bound", bound));
  }

  /** The parameter that holds the draws of all the wishes, one wish after the other. */
  static String draws(GrantForm form) {
    return form.plain() ? "$6::float8[]" : "$9::float8[]";
  }

  /**
   * Arrays: subscriptions, pins, whether they yield, seconds and refs; then, unless all are plain,
   * tickets, keys and their owners; and then what they drew, if the way needs it.
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
    if (form.selection().isByDraws()) {
      parameters.addValue(
          requests.stream().flatMap(request -> request.draws().stream()).toArray(Double[]::new));
    }
    return parameters;
  }
}
