package berth.discord;

import berth.database.Database;
import berth.discord.TokenCheck.InvalidToken;
import berth.secret.DiscordToken;
import berth.secret.EncryptionKeys;
import berth.secret.KeyedDigest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Stores, for all pods, the digests of tokens that got a 401. For a minute, no pod sends such a
 * token again. The digest of an account's token is stored for as long as the account has it, since
 * Berth's own checks don't send it again at all.
 */
@ApplicationScoped
class RefusedTokens {

  /** The time is that of the database server: the clocks of pods differ. */
  private static final String ADD =
      """
      WITH stored AS (
        INSERT INTO refused_token (digest)
        SELECT $1 WHERE $2 AND EXISTS (SELECT FROM channel WHERE token_digest = ANY ($3))
            ON CONFLICT DO NOTHING
      )
      INSERT INTO discord_refusal (digest, by_discord, refused_until)
      VALUES ($1, $2, clock_timestamp() + interval '1 minute')
          ON CONFLICT (digest) DO UPDATE
         SET by_discord = excluded.by_discord, refused_until = excluded.refused_until
      """;

  /**
   * Deletes more rows at a time than are added, so that the tables hold only what was added lately.
   * It is a statement of its own, because {@link #ADD} may wait for a locked row, and must not hold
   * locks on other rows meanwhile.
   */
  private static final String DELETE_OLD =
      """
      WITH expired AS MATERIALIZED (
        SELECT digest
          FROM discord_refusal
         WHERE refused_until < now()
         ORDER BY refused_until
         LIMIT 100
           FOR UPDATE SKIP LOCKED
      ), replaced AS MATERIALIZED (
        SELECT digest
          FROM refused_token
         WHERE refused_at < now() - interval '30 days'
           AND NOT EXISTS (SELECT FROM channel WHERE token_digest = digest)
         ORDER BY refused_at
         LIMIT 100
           FOR UPDATE SKIP LOCKED
      ), stored AS (
        DELETE FROM refused_token USING replaced WHERE refused_token.digest = replaced.digest
      )
      DELETE FROM discord_refusal USING expired WHERE discord_refusal.digest = expired.digest
      """;

  private static final String FIND = "SELECT FROM refused_token WHERE digest = ANY ($1)";

  private static final String FIND_LATELY =
      "SELECT by_discord FROM discord_refusal WHERE digest = ANY ($1) AND refused_until > now()";

  private static final String REMOVE = "DELETE FROM refused_token WHERE digest = ANY ($1)";

  private final Database database;
  private final EncryptionKeys keys;

  RefusedTokens(Database database, EncryptionKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /** Stores a token. If that fails, the token may be sent to Discord once more. */
  Uni<Void> add(DiscordToken token, InvalidToken refusal) {
    Buffer[] digests = digests(token);
    return database
        .run(ADD, Tuple.of(digests[0], refusal.byDiscord(), digests))
        .chain(() -> database.run(DELETE_OLD))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  /** Whether Discord has refused the token of an account. */
  Uni<Boolean> contains(DiscordToken token) {
    return database.run(FIND, Tuple.of(digests(token))).map(rows -> rows.rowCount() > 0);
  }

  /** The refusal of the token within the last minute, if there was one. */
  Uni<Optional<InvalidToken>> lately(DiscordToken token) {
    return database
        .run(FIND_LATELY, Tuple.of(digests(token)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new InvalidToken(row.getBoolean("by_discord")))
                    .findFirst());
  }

  /** Deletes a token that Discord has accepted. */
  Uni<Void> remove(DiscordToken token) {
    return database.run(REMOVE, Tuple.of(digests(token))).replaceWithVoid();
  }

  /**
   * The digests under each key, the first key's first: the token may have been stored while another
   * key was the first.
   */
  private Buffer[] digests(DiscordToken token) {
    return keys.digests(token).stream()
        .map(KeyedDigest::digest)
        .map(Buffer::buffer)
        .toArray(Buffer[]::new);
  }
}
