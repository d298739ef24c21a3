package berth.encryption;

import berth.database.Database;
import berth.log.LogLine;
import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.EncryptionKeys;
import berth.secret.KeyedDigest;
import berth.secret.TokenOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Encrypts stored tokens anew: those that another key than the first encrypts, or that are in an
 * earlier form. Each batch is a transaction that locks its channels, as every change of an account
 * does, and skips those that others have locked. So a pod that dies loses nothing, and the next one
 * goes on.
 */
@ApplicationScoped
class Reencryption {

  private static final int BATCH = 200;
  private static final Logger LOG = Logger.getLogger(Reencryption.class);

  static final String CLAIM =
      """
      SELECT account.subscription_id, account.channel, account.token_key_id, token_ciphertext
        FROM account JOIN channel USING (subscription_id, channel)
       WHERE account.token_key_id = ANY ($1) AND account.channel <> ALL ($3)
       ORDER BY account.token_key_id
       LIMIT $2
         FOR NO KEY UPDATE OF channel SKIP LOCKED
      """;

  /** The row was read before its channel was locked, so its token may have been replaced. */
  static final String STORE =
      """
      WITH fresh AS (
        SELECT *
          FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::text[], $5::bytea[], $6::bytea[])
               AS fresh (subscription_id, channel, before, key_id, ciphertext, digest)
      ), stored AS (
        UPDATE account
           SET token_key_id = fresh.key_id, token_ciphertext = fresh.ciphertext
          FROM fresh
         WHERE account.subscription_id = fresh.subscription_id
           AND account.channel = fresh.channel
           AND account.token_ciphertext = fresh.before
        RETURNING account.channel, fresh.digest
      )
      UPDATE channel
         SET token_key_id = $7, token_digest = stored.digest
        FROM stored
       WHERE channel.channel = stored.channel
      """;

  private final Pool pool;
  private final KeysInUse keysInUse;
  private final EncryptionKeys keys;
  private final TokenEncryption encryption;

  /** The channels whose tokens were found to be undecryptable, so that they are not tried again. */
  private final Set<String> undecryptable = ConcurrentHashMap.newKeySet();

  Reencryption(Pool pool, KeysInUse keysInUse, EncryptionKeys keys, TokenEncryption encryption) {
    this.pool = pool;
    this.keysInUse = keysInUse;
    this.keys = keys;
    this.encryption = encryption;
  }

  /**
   * Encrypts some tokens anew.
   *
   * @return whether there may be more
   */
  Uni<Boolean> encryptSome() {
    return keysInUse
        .find()
        .map(this::outdated)
        .flatMap(
            outdated ->
                outdated.isEmpty()
                    ? Uni.createFrom().item(false)
                    : Database.withTimeout(
                        pool.withTransaction(connection -> encrypt(connection, outdated))));
  }

  /** The number of tokens that are to be encrypted anew. */
  Uni<Long> countOutdated() {
    return keysInUse
        .find()
        .map(this::outdated)
        .flatMap(
            outdated ->
                outdated.isEmpty()
                    ? Uni.createFrom().item(0L)
                    : keysInUse
                        .count()
                        .map(
                            tokens ->
                                outdated.stream()
                                    .mapToLong(id -> tokens.getOrDefault(id, 0L))
                                    .sum()));
  }

  /** A key that this pod lacks is one of a pod that is newer, or older. */
  private List<String> outdated(List<String> inUse) {
    return inUse.stream()
        .filter(id -> !id.equals(encryption.keyId()) && keys.has(EncryptionKeys.keyId(id)))
        .toList();
  }

  private Uni<Boolean> encrypt(SqlConnection connection, List<String> outdated) {
    return connection
        .preparedQuery(CLAIM)
        .execute(
            Tuple.of(outdated.toArray(String[]::new), BATCH, undecryptable.toArray(String[]::new)))
        .flatMap(
            claimed ->
                claimed.size() == 0
                    ? Uni.createFrom().item(false)
                    : store(connection, claimed).map(stored -> stored.rowCount() > 0));
  }

  private Uni<RowSet<Row>> store(SqlConnection connection, RowSet<Row> claimed) {
    List<Long> subscriptions = new ArrayList<>();
    List<String> channels = new ArrayList<>();
    List<Buffer> before = new ArrayList<>();
    List<String> keyIds = new ArrayList<>();
    List<Buffer> ciphertexts = new ArrayList<>();
    List<Buffer> digests = new ArrayList<>();
    for (Row row : claimed) {
      TokenOwner owner = new TokenOwner(row.getLong("subscription_id"), row.getString("channel"));
      byte[] ciphertext = row.getBuffer("token_ciphertext").getBytes();
      DiscordToken token;
      try {
        token = keys.decrypt(new Encrypted(row.getString("token_key_id"), ciphertext), owner);
      } catch (IllegalStateException changed) {
        undecryptable.add(owner.channel());
        LogLine.error(LOG, "A stored token can't be decrypted, and stays as it is")
            .with("channel", owner.channel())
            .write();
        continue;
      }
      KeyedDigest digest = keys.digests(token).get(0);
      subscriptions.add(owner.subscriptionId());
      channels.add(owner.channel());
      before.add(Buffer.buffer(ciphertext));
      Encrypted fresh = encryption.encrypt(token, owner);
      keyIds.add(fresh.keyId());
      ciphertexts.add(Buffer.buffer(fresh.bytes()));
      digests.add(Buffer.buffer(digest.digest()));
    }
    return connection
        .preparedQuery(STORE)
        .execute(
            Tuple.from(
                List.of(
                    subscriptions.toArray(Long[]::new),
                    channels.toArray(String[]::new),
                    before.toArray(Buffer[]::new),
                    keyIds.toArray(String[]::new),
                    ciphertexts.toArray(Buffer[]::new),
                    digests.toArray(Buffer[]::new),
                    keys.ids().get(0))));
  }
}
