package berth.webhook.delivery;

import berth.database.Database;
import berth.log.LogLine;
import berth.secret.MissingKeyException;
import berth.webhook.Webhooks;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Which webhooks are due, and how far they are. All changes name the claim, so that a pod whose
 * claim another one has taken over changes nothing.
 */
@ApplicationScoped
class DeliveryTable {

  /**
   * Moves the due time forward, so that no other pod sends at the same time. If this pod dies, the
   * webhook is due again then.
   */
  static final String CLAIM =
      """
      WITH due AS MATERIALIZED (
        SELECT subscription_id
          FROM webhook
         WHERE due_at <= clock_timestamp() AND (failures > 0) = $1
         ORDER BY due_at
         LIMIT $2
           FOR NO KEY UPDATE SKIP LOCKED
      )
      UPDATE webhook
         SET due_at = clock_timestamp() + make_interval(secs => $3), claim = claim + 1
        FROM due
       WHERE webhook.subscription_id = due.subscription_id
      RETURNING webhook.*
      """;

  private static final String SENT =
      """
      UPDATE webhook
         SET delivered_id = $3, failures = 0, failing_since = NULL, failure = NULL
       WHERE subscription_id = $1 AND claim = $2
      """;

  /** Decides by the row alone whether an event was written meanwhile: its id is in the row. */
  private static final String FINISH =
      """
      UPDATE webhook
         SET delivered_id = greatest(delivered_id, $3),
             due_at = CASE WHEN newest_id > greatest(delivered_id, $3) THEN clock_timestamp() END
       WHERE subscription_id = $1 AND claim = $2
      """;

  private static final String POSTPONE =
      """
      UPDATE webhook
         SET failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()),
             failure = $3, due_at = clock_timestamp() + make_interval(secs => $4)
       WHERE subscription_id = $1 AND claim = $2
      """;

  private static final Logger LOG = Logger.getLogger(DeliveryTable.class);

  private final Database database;
  private final Webhooks webhooks;

  DeliveryTable(Database database, Webhooks webhooks) {
    this.database = database;
    this.webhooks = webhooks;
  }

  /**
   * Claims webhooks that are due, those that have been due for the longest time first.
   *
   * @param failing whether to claim those whose last try has failed, or the others
   */
  Uni<List<Delivery>> claim(boolean failing, int most, Duration period) {
    return database
        .run(CLAIM, Tuple.of(failing, most, (double) period.toSeconds()))
        .map(
            rows -> {
              List<Delivery> claimed = new ArrayList<>();
              for (Row row : rows) {
                try {
                  claimed.add(new Delivery(webhooks.read(row), row.getLong("claim")));
                } catch (IllegalStateException | MissingKeyException undecryptable) {
                  // due again when the claim has run out, for a pod that may have the key
                  LogLine.warn(LOG, "The secret of a webhook can't be decrypted")
                      .with("subscription", row.getLong("subscription_id"))
                      .write();
                }
              }
              return claimed;
            });
  }

  /** Records that the events up to the id were sent, and returns whether the claim still counts. */
  Uni<Boolean> sent(Delivery delivery, long id) {
    return change(SENT, delivery, id);
  }

  /** Ends the claim: all events up to the id were sent, or need not be. */
  Uni<Boolean> finish(Delivery delivery, long id) {
    return change(FINISH, delivery, id);
  }

  private Uni<Boolean> change(String sql, Delivery delivery, long id) {
    return database
        .run(sql, Tuple.of(delivery.webhook().subscriptionId(), delivery.claim(), id))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Ends the claim after a failure: the next event is sent again after the pause. */
  Uni<Void> postpone(Delivery delivery, String failure, Duration pause) {
    return database
        .run(
            POSTPONE,
            Tuple.of(
                delivery.webhook().subscriptionId(),
                delivery.claim(),
                failure,
                pause.toMillis() / 1000.0))
        .replaceWithVoid();
  }
}
