package berth.discord;

import berth.database.Database;
import berth.secret.DiscordToken;
import berth.secret.KeyedDigest;
import berth.secret.Keyring;
import berth.secret.Purpose;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Remembers the tokens that Discord does not know, by their digests. */
@ApplicationScoped
class RefusedTokens {

  /** Those that nobody has configured are forgotten: nobody but their owners would send them. */
  private static final String ADD =
      """
      WITH forgotten AS (
        DELETE FROM refused_token
         WHERE refused_at < now() - interval '30 days'
           AND NOT EXISTS (SELECT FROM channel WHERE token_digest = digest)
      )
      INSERT INTO refused_token (digest) VALUES ($1) ON CONFLICT DO NOTHING
      """;

  private static final String FIND = "SELECT FROM refused_token WHERE digest = ANY ($1)";

  private static final String REMOVE = "DELETE FROM refused_token WHERE digest = ANY ($1)";

  private final Database database;
  private final Keyring keys;

  RefusedTokens(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  /** Remembers one. Should that fail, it is sent once more some time. */
  Uni<Void> add(DiscordToken token) {
    return database
        .run(ADD, Tuple.of(digests(token)[0]))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  Uni<Boolean> contains(DiscordToken token) {
    return database.run(FIND, Tuple.of(digests(token))).map(rows -> rows.rowCount() > 0);
  }

  /** Forgets one that Discord does know. */
  Uni<Void> remove(DiscordToken token) {
    return database.run(REMOVE, Tuple.of(digests(token))).replaceWithVoid();
  }

  /** Under each key, the first key's first: it may have been added under another. */
  private Buffer[] digests(DiscordToken token) {
    List<KeyedDigest> digests =
        keys.digests(Purpose.TOKEN_DIGEST, token.value().getBytes(StandardCharsets.US_ASCII));
    return digests.stream().map(each -> Buffer.buffer(each.digest())).toArray(Buffer[]::new);
  }
}
