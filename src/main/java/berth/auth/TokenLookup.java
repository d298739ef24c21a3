package berth.auth;

import berth.batch.StatementBatcher;
import berth.database.Database;
import berth.subscription.ApiToken;
import berth.subscription.Subscription;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Tells who calls. Every request asks: those that the database must be asked for go in batches, and
 * its answers are good for a second.
 *
 * <p>An answer that is used is at most three seconds old: the one, and two that the statement may
 * have taken. Who replaces a token, or ends what it stands for, must not be told that it is done
 * before these are over: then it has ended in all pods.
 */
@ApplicationScoped
class TokenLookup {

  private static final Duration STATEMENT = Duration.ofSeconds(2);

  private static final String FIND =
      """
      SELECT digest, id, name, quantity, max_jobs, created_at, expires_at
        FROM api_token JOIN subscription ON subscription.id = api_token.subscription_id
       WHERE digest = ANY ($1::bytea[])
      """;

  private final Database database;

  /** By the digests of their tokens; unknown tokens are not remembered. */
  private final CaffeineCache callers;

  private final StatementBatcher<Buffer, Optional<Subscription>> lookups =
      new StatementBatcher<>(token -> token, this::findAll);

  TokenLookup(Database database, @CacheName("callers") Cache callers) {
    this.database = database;
    this.callers = callers.as(CaffeineCache.class);
  }

  /** The subscription that the token belongs to, expired or not; empty for an unknown token. */
  Uni<Optional<Subscription>> find(ApiToken token) {
    Buffer digest = Buffer.buffer(token.digest());
    CompletableFuture<Subscription> remembered = callers.getIfPresent(digest);
    return remembered == null
        ? lookups.ask(digest)
        : Uni.createFrom().completionStage(remembered).map(Optional::of);
  }

  private Uni<List<Optional<Subscription>>> findAll(List<Buffer> digests) {
    long sent = System.nanoTime();
    return database
        .run(FIND, Tuple.of(digests.stream().distinct().toArray(Buffer[]::new)))
        .map(TokenLookup::byDigest)
        .invoke(found -> remember(found, sent))
        .map(
            found ->
                digests.stream().map(digest -> Optional.ofNullable(found.get(digest))).toList());
  }

  private void remember(Map<Buffer, Subscription> found, long sent) {
    // not when this pod stood still since
    if (System.nanoTime() - sent < STATEMENT.toNanos()) {
      found.forEach(
          (digest, caller) -> callers.put(digest, CompletableFuture.completedFuture(caller)));
    }
  }

  private static Map<Buffer, Subscription> byDigest(RowSet<Row> rows) {
    Map<Buffer, Subscription> found = new HashMap<>();
    for (Row row : rows) {
      OffsetDateTime expires = row.getOffsetDateTime("expires_at");
      found.put(
          Buffer.buffer(row.getBuffer("digest").getBytes()),
          new Subscription(
              row.getLong("id"),
              row.getString("name"),
              row.getInteger("quantity"),
              row.getInteger("max_jobs"),
              row.getOffsetDateTime("created_at").toInstant(),
              expires == null ? null : expires.toInstant()));
    }
    return found;
  }
}
