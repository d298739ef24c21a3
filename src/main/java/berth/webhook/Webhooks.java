package berth.webhook;

import berth.database.Database;
import berth.secret.Encrypted;
import berth.secret.EncryptionKeys;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The stored webhooks. */
@ApplicationScoped
public class Webhooks {

  /** Of the length that Standard Webhooks recommend: 24 to 64 bytes. */
  private static final int SECRET_BYTES = 32;

  /**
   * Locks the counter of the events first, so that a new webhook begins after the events that are
   * committed before it, and misses none of those after it. The claim changes, so that a pod that
   * sends to the old URL ends. Locks the subscription before all, as whoever deletes it does, and
   * stores nothing when it is gone.
   */
  static final String PUT =
      """
      WITH counter AS (
        INSERT INTO event_counter (subscription_id, last_id)
        SELECT id, 0 FROM subscription WHERE id = $1 FOR KEY SHARE
        ON CONFLICT (subscription_id) DO UPDATE SET last_id = event_counter.last_id
        RETURNING last_id
      )
      INSERT INTO webhook
             (subscription_id, url, types, secret_key_id, secret_ciphertext, delivered_id, newest_id)
      SELECT $1, $2, $3, $4, $5, last_id, last_id
        FROM counter
          ON CONFLICT (subscription_id) DO UPDATE
         SET url = excluded.url, types = excluded.types, failures = 0, failing_since = NULL,
             failure = NULL, claim = webhook.claim + 1,
             secret_key_id = CASE WHEN $6 THEN excluded.secret_key_id ELSE webhook.secret_key_id END,
             secret_ciphertext = CASE WHEN $6 THEN excluded.secret_ciphertext
                                      ELSE webhook.secret_ciphertext END,
             due_at = CASE WHEN webhook.newest_id > webhook.delivered_id THEN clock_timestamp() END
      RETURNING *, xmax = 0 AS created
      """;

  private static final String FIND = "SELECT * FROM webhook WHERE subscription_id = $1";
  private static final String DELETE = "DELETE FROM webhook WHERE subscription_id = $1";

  private static final String OF_OTHER_KEYS =
      "SELECT * FROM webhook WHERE secret_key_id <> $1 ORDER BY subscription_id LIMIT $2";

  private static final String ENCRYPT =
      """
      UPDATE webhook
         SET secret_key_id = $3, secret_ciphertext = $4
       WHERE subscription_id = $1 AND secret_ciphertext = $2
      """;

  /** What was stored, and whether its secret is a new one. */
  record Stored(Webhook webhook, boolean hasNewSecret) {}

  private final Database database;
  private final EncryptionKeys keys;
  private final SecureRandom random = new SecureRandom();

  Webhooks(Database database, EncryptionKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /**
   * Stores the webhook of the subscription, in place of the one that it may have.
   *
   * @return empty when the subscription was deleted meanwhile
   */
  Uni<Optional<Stored>> put(long subscriptionId, WebhookRequest request) {
    Encrypted secret = keys.encryptWebhookSecret(randomSecret(), subscriptionId);
    List<String> types = request.types();
    return database
        .run(
            PUT,
            Tuple.of(
                subscriptionId,
                request.url().toString(),
                types == null ? null : types.toArray(String[]::new),
                secret.keyId(),
                Buffer.buffer(secret.bytes()),
                request.newSecret()))
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next())
        .map(Optional::ofNullable)
        .map(
            found ->
                found.map(
                    row ->
                        new Stored(read(row), request.newSecret() || row.getBoolean("created"))));
  }

  /** The webhook of the subscription; empty when it has none. */
  public Uni<Optional<Webhook>> find(long subscriptionId) {
    return database
        .run(FIND, Tuple.of(subscriptionId))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(read(rows.iterator().next())));
  }

  /**
   * Deletes the webhook. What is being sent may still arrive.
   *
   * @return whether the subscription had one
   */
  Uni<Boolean> delete(long subscriptionId) {
    return database.run(DELETE, Tuple.of(subscriptionId)).map(RowSet::rowCount).map(n -> n == 1);
  }

  /**
   * Encrypts the secrets of some webhooks with the first key. A pod that lacks a key leaves those
   * of the key to other pods.
   */
  Uni<Void> encryptSomeAnew(int most) {
    return database
        .run(OF_OTHER_KEYS, Tuple.of(keys.currentKeyId(), most))
        .toMulti()
        .flatMap(rows -> Multi.createFrom().iterable(rows))
        .filter(row -> keys.has(EncryptionKeys.keyId(row.getString("secret_key_id"))))
        .onItem()
        .transformToUniAndConcatenate(this::encryptAnew)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<?> encryptAnew(Row row) {
    Webhook webhook = read(row);
    Encrypted fresh = keys.encryptWebhookSecret(webhook.secret(), webhook.subscriptionId());
    return database.run(
        ENCRYPT,
        Tuple.of(
            webhook.subscriptionId(),
            row.getBuffer("secret_ciphertext"),
            fresh.keyId(),
            Buffer.buffer(fresh.bytes())));
  }

  /** Reads a row with all columns. */
  public Webhook read(Row row) {
    long subscriptionId = row.getLong("subscription_id");
    String[] types = row.getArrayOfStrings("types");
    return new Webhook(
        subscriptionId,
        URI.create(row.getString("url")),
        types == null ? null : List.of(types),
        keys.decryptWebhookSecret(
            new Encrypted(
                row.getString("secret_key_id"), row.getBuffer("secret_ciphertext").getBytes()),
            subscriptionId),
        row.getLong("delivered_id"),
        row.getInteger("failures"),
        Optional.ofNullable(row.getOffsetDateTime("failing_since"))
            .map(OffsetDateTime::toInstant)
            .orElse(null),
        row.getString("failure"));
  }

  private String randomSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }
}
