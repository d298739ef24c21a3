package berth.config;

import berth.database.Database;
import berth.secret.EncryptionKeys;
import berth.secret.MissingKeyException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Fails the start if an encryption key is missing that encrypts stored accounts. Otherwise each of
 * these accounts would fail later, when it is needed.
 */
@ApplicationScoped
class EncryptionKeyCheck {

  private final Pool pool;
  private final EncryptionKeys keys;

  EncryptionKeyCheck(Pool pool, EncryptionKeys keys) {
    this.pool = pool;
    this.keys = keys;
  }

  void check(@Observes StartupEvent start) {
    for (Row row : Database.awaitAtStart(pool.withConnection(EncryptionKeyCheck::keyIds))) {
      String keyId = row.getString("token_key_id");
      if (!keys.has(keyId)) {
        throw new MissingKeyException(keyId);
      }
    }
  }

  /** A query of the pool itself would log an uncaught exception when it gets no connection. */
  private static Uni<RowSet<Row>> keyIds(SqlConnection connection) {
    return connection.query("SELECT DISTINCT token_key_id FROM account").execute();
  }
}
