package berth.encryption;

import berth.database.Database;
import berth.secret.EncryptionKeys;
import berth.secret.MissingKeyException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Fails the start if an encryption key is missing that encrypts stored accounts or tags API tokens,
 * or if an API token has no tag although no pod of the version before may run. Otherwise each of
 * these would fail later, when it is needed.
 */
@ApplicationScoped
class EncryptionKeyCheck {

  private static final String OF_API_TOKENS =
      "SELECT DISTINCT tag_key_id AS token_key_id FROM api_token";

  private final Pool pool;
  private final EncryptionKeys keys;
  private final EarlierForms earlierForms;

  EncryptionKeyCheck(Pool pool, EncryptionKeys keys, EarlierForms earlierForms) {
    this.pool = pool;
    this.keys = keys;
    this.earlierForms = earlierForms;
  }

  void check(@Observes StartupEvent start) {
    for (Row row : Database.awaitAtStart(query(KeysInUse.FIND))) {
      check(EncryptionKeys.keyId(row.getString("token_key_id")));
    }
    for (Row row : Database.awaitAtStart(query(OF_API_TOKENS))) {
      String keyId = row.getString("token_key_id");
      if (keyId != null) {
        check(keyId);
      } else if (!earlierForms.areAccepted()) {
        throw new UntaggedTokensException();
      }
    }
  }

  private void check(String keyId) {
    if (!keys.has(keyId)) {
      throw new MissingKeyException(keyId);
    }
  }

  /** A query of the pool itself would log an uncaught exception when it gets no connection. */
  private Uni<RowSet<Row>> query(String sql) {
    return pool.withConnection(connection -> connection.query(sql).execute());
  }
}
