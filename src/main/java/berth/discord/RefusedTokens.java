package berth.discord;

import berth.database.Database;
import berth.discord.TokenCheck.InvalidToken;
import berth.secret.DiscordToken;
import berth.secret.KeyedDigest;
import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Remembers, for all pods, the tokens that were answered 401, by their digests: for a minute, in
 * which nobody sends them again; and those of accounts for as long as the accounts have them, for
 * Berth by itself does not send them again at all.
 */
@ApplicationScoped
class RefusedTokens {

  /** The time is the server's: pods have clocks of their own. */
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
   * More than are added, so that there are never more than were added lately. Apart from adding,
   * which waits for rows: whoever waits must not hold others.
   */
  private static final String FORGET =
      """
      WITH over AS MATERIALIZED (
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
      DELETE FROM discord_refusal USING over WHERE discord_refusal.digest = over.digest
      """;

  private static final String FIND = "SELECT FROM refused_token WHERE digest = ANY ($1)";

  private static final String FIND_LATELY =
      "SELECT by_discord FROM discord_refusal WHERE digest = ANY ($1) AND refused_until > now()";

  private static final String REMOVE = "DELETE FROM refused_token WHERE digest = ANY ($1)";

  private final Database database;
  private final Keyring keys;

  RefusedTokens(Database database, Keyring keys) {
    this.database = database;
    this.keys = keys;
  }

  /** Remembers one. Should that fail, it is sent once more some time. */
  Uni<Void> add(DiscordToken token, InvalidToken answer) {
    Buffer[] digests = digests(token);
    return database
        .run(ADD, Tuple.of(digests[0], answer.byDiscord(), digests))
        .chain(() -> database.run(FORGET))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  /** Whether Discord does not know the token of an account. */
  Uni<Boolean> contains(DiscordToken token) {
    return database.run(FIND, Tuple.of(digests(token))).map(rows -> rows.rowCount() > 0);
  }

  /** What was answered to the token within the last minute, if that was 401. */
  Uni<Optional<InvalidToken>> lately(DiscordToken token) {
    return database
        .run(FIND_LATELY, Tuple.of(digests(token)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new InvalidToken(row.getBoolean("by_discord")))
                    .findFirst());
  }

  /** Forgets one that Discord does know. */
  Uni<Void> remove(DiscordToken token) {
    return database.run(REMOVE, Tuple.of(digests(token))).replaceWithVoid();
  }

  /** Under each key, the first key's first: it may have been added under another. */
  private Buffer[] digests(DiscordToken token) {
    return keys.digests(token).stream()
        .map(KeyedDigest::digest)
        .map(Buffer::buffer)
        .toArray(Buffer[]::new);
  }
}
