package berth.config;

import berth.database.Database;
import berth.secret.Keyring;
import berth.secret.MissingKeyException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses to start without a key that accounts are stored under: later each of them would fail when
 * it is needed.
 */
@ApplicationScoped
class EncryptionKeyCheck {

  private final Pool pool;
  private final Keyring keys;

  EncryptionKeyCheck(Pool pool, Keyring keys) {
    this.pool = pool;
    this.keys = keys;
  }

  void check(@Observes StartupEvent start) {
    for (Row row :
        Database.awaitAtStart(pool.query("SELECT DISTINCT token_key_id FROM account").execute())) {
      String keyId = row.getString("token_key_id");
      if (!keys.has(keyId)) {
        throw new MissingKeyException(keyId);
      }
    }
  }
}
