package berth.encryption;

import berth.database.Database;
import berth.secret.EncryptionKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Which keys encrypt the stored Discord tokens, and the secrets of webhooks, which count as tokens.
 */
@ApplicationScoped
public class KeysInUse {

  /** Goes from each id to the next in the index, and not through all accounts. */
  static final String FIND =
      """
      WITH RECURSIVE key AS (
        (SELECT token_key_id FROM account ORDER BY token_key_id LIMIT 1)
        UNION ALL
        SELECT (SELECT token_key_id
                  FROM account
                 WHERE token_key_id > key.token_key_id
                 ORDER BY token_key_id
                 LIMIT 1)
          FROM key
         WHERE key.token_key_id IS NOT NULL
      )
      SELECT token_key_id FROM key WHERE token_key_id IS NOT NULL
      UNION
      SELECT secret_key_id FROM webhook
      """;

  private static final String COUNT =
      """
      SELECT token_key_id, count(*) AS tokens
        FROM (SELECT token_key_id FROM account UNION ALL SELECT secret_key_id FROM webhook) AS stored
       GROUP BY token_key_id
      """;

  /**
   * A configured key.
   *
   * @param primary whether it encrypts new tokens
   * @param tokens how many stored Discord tokens it encrypts
   */
  public record KeyUse(String id, boolean primary, long tokens) {}

  private final Database database;
  private final EncryptionKeys keys;

  KeysInUse(Database database, EncryptionKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /** The configured keys, the one that encrypts first. */
  public Uni<List<KeyUse>> list() {
    String primary = keys.ids().get(0);
    return count()
        .map(
            tokens ->
                keys.ids().stream()
                    .map(id -> new KeyUse(id, id.equals(primary), ofKey(id, tokens)))
                    .toList());
  }

  private static long ofKey(String keyId, Map<String, Long> tokens) {
    return EncryptionKeys.storedKeyIds(keyId).stream()
        .mapToLong(id -> tokens.getOrDefault(id, 0L))
        .sum();
  }

  /** What {@link berth.secret.Encrypted#keyId} is of stored tokens. */
  Uni<List<String>> find() {
    return database.run(FIND).map(KeysInUse::ids);
  }

  static List<String> ids(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("token_key_id"))
        .toList();
  }

  /** The number of stored tokens by {@link berth.secret.Encrypted#keyId}. */
  Uni<Map<String, Long>> count() {
    return database
        .run(COUNT)
        .map(
            rows -> {
              Map<String, Long> tokens = new HashMap<>();
              rows.forEach(row -> tokens.put(row.getString("token_key_id"), row.getLong("tokens")));
              return tokens;
            });
  }
}
