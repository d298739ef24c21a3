package berth.encryption;

import berth.database.Database;
import berth.secret.EncryptionKeys;
import berth.secret.MissingKeyException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
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

  /** A query of the pool itself would log an uncaught exception when it gets no connection. */
  void check(@Observes StartupEvent start) {
    Database.awaitAtStart(
            pool.withConnection(
                connection -> connection.query(KeysInUse.FIND).execute().map(KeysInUse::ids)))
        .stream()
        .map(EncryptionKeys::keyId)
        .filter(keyId -> !keys.has(keyId))
        .findFirst()
        .ifPresent(
            keyId -> {
              throw new MissingKeyException(keyId);
            });
  }
}
