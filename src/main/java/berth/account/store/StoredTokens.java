package berth.account.store;

import berth.database.Database;
import berth.secret.DiscordToken;
import berth.secret.Encrypted;
import berth.secret.EncryptionKeys;
import berth.secret.KeyedDigest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds the account that has a token, among those of all subscriptions. */
@ApplicationScoped
public class StoredTokens {

  private static final String FIND =
      """
      SELECT subscription_id, channel, account.token_key_id, token_ciphertext
        FROM channel JOIN account USING (subscription_id, channel)
       WHERE channel.token_digest = ANY ($1)
      """;

  private final Database database;
  private final EncryptionKeys keys;

  StoredTokens(Database database, EncryptionKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /** The token as its account has it now; empty when no account has the token. */
  public Uni<Optional<StoredToken>> find(DiscordToken token) {
    Buffer[] digests =
        keys.digests(token).stream()
            .map(KeyedDigest::digest)
            .map(Buffer::buffer)
            .toArray(Buffer[]::new);
    return database
        .run(FIND, Tuple.of(digests))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(storedToken(rows.iterator().next())));
  }

  private static StoredToken storedToken(Row row) {
    return new StoredToken(
        row.getLong("subscription_id"),
        row.getString("channel"),
        new Encrypted(row.getString("token_key_id"), row.getBuffer("token_ciphertext").getBytes()));
  }
}
