package berth.auth;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import berth.database.Database;
import berth.subscription.ApiToken;
import berth.subscription.Subscription;
import berth.time.Timeouts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the subscription of an API token. Every request needs it, so tokens go to the database in
 * batches, and results are cached for a second.
 *
 * <p>A result in use is at most three seconds old: one second in the cache, and the two that the
 * statement may have taken. A request that replaces a token, or ends its subscription, must not get
 * its response before three seconds are over: only then is the change in force in all pods.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
class TokenLookup {

  private static final String FIND =
      """
      SELECT digest, id, name, quantity, max_jobs, created_at, expires_at
        FROM api_token JOIN subscription ON subscription.id = api_token.subscription_id
       WHERE digest = ANY ($1::bytea[])
      """;

  private final Database database;

  /** Subscriptions by the digests of their tokens. Unknown tokens are not cached. */
  private final CaffeineCache callers;

  private final StatementBatcher<Buffer, Optional<Subscription>> lookups;

  TokenLookup(Database database, @CacheName("callers") Cache callers, MeterRegistry meters) {
    this.database = database;
    this.lookups =
        new StatementBatcher<>(
            BatchMetrics.of(meters, "find_caller"), token -> token, this::findAll);
    this.callers = callers.as(CaffeineCache.class);
  }

  /** The subscription that the token belongs to, expired or not; empty for an unknown token. */
  Uni<Optional<Subscription>> find(ApiToken token) {
    Buffer digest = Buffer.buffer(token.digest());
    CompletableFuture<Subscription> cached = callers.getIfPresent(digest);
    return cached == null
        ? lookups.submit(digest)
        : Uni.createFrom().completionStage(cached).map(Optional::of);
  }

  private Uni<List<Optional<Subscription>>> findAll(List<Buffer> digests) {
    long sent = System.nanoTime();
    return database
        .run(FIND, Tuple.of(digests.stream().distinct().toArray(Buffer[]::new)))
        .map(TokenLookup::byDigest)
        .invoke(found -> cache(found, sent))
        .map(
            found ->
                digests.stream().map(digest -> Optional.ofNullable(found.get(digest))).toList());
  }

  private void cache(Map<Buffer, Subscription> found, long sent) {
    // a pod that was frozen meanwhile does not cache the result, which is too old
    if (System.nanoTime() - sent < Timeouts.SETTLED.toNanos()) {
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
