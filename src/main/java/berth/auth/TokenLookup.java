package berth.auth;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import berth.database.Database;
import berth.subscription.Subscription;
import berth.subscription.token.ApiToken;
import berth.subscription.token.Rights;
import berth.subscription.token.TokenTags;
import berth.subscription.token.TokenUse;
import berth.time.Deadline;
import berth.time.Timeouts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds what an API token stands for. Every request needs it, so tokens go to the database in
 * batches, and a result is used for a second from when its statement was sent: a change is in force
 * in every pod a second after its commit.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
class TokenLookup {

  private static final String FIND =
      """
      SELECT digest, token_id, token_name, role, ends_at, last_used_at, tag_key_id, tag,
             subscription_id, name, quantity, max_jobs, created_at, expires_at, email
        FROM api_token JOIN subscription ON subscription.id = subscription_id
       WHERE digest = ANY ($1::bytea[])
      """;

  /** A result, and until when it may be used. */
  private record Known(Credential credential, Deadline end) {}

  private final Database database;
  private final TokenTags tags;
  private final TokenUse use;

  /** Credentials by the digests of their tokens. Unknown tokens are not cached. */
  private final CaffeineCache known;

  private final StatementBatcher<Buffer, Optional<Credential>> lookups;

  TokenLookup(
      Database database,
      TokenTags tags,
      TokenUse use,
      @CacheName("callers") Cache known,
      MeterRegistry meters) {
    this.database = database;
    this.tags = tags;
    this.use = use;
    this.lookups =
        new StatementBatcher<>(
            BatchMetrics.of(meters, "find_caller"), token -> token, this::findAll);
    this.known = known.as(CaffeineCache.class);
  }

  /**
   * What the token stands for; its subscription may have expired. Empty for a token that is unknown
   * or has expired, which needs no statement if the token is misspelled.
   */
  Uni<Optional<Credential>> find(ApiToken token) {
    Buffer digest = Buffer.buffer(token.digest());
    CompletableFuture<Known> cached = known.getIfPresent(digest);
    Known found = cached == null ? null : cached.getNow(null);
    if (found != null && !found.end().isOver()) {
      return Uni.createFrom().item(inForce(found.credential()));
    }
    // not before: the check of a token costs more than finding one that is known
    return token.isMisspelled()
        ? Uni.createFrom().item(Optional.empty())
        : lookups.submit(digest).map(credential -> credential.flatMap(TokenLookup::inForce));
  }

  private static Optional<Credential> inForce(Credential credential) {
    return credential.rights().areExpiredAt(Instant.now())
        ? Optional.empty()
        : Optional.of(credential);
  }

  private Uni<List<Optional<Credential>>> findAll(List<Buffer> digests) {
    Deadline end = Deadline.in(Timeouts.CALLER);
    return database
        .run(FIND, Tuple.of(digests.stream().distinct().toArray(Buffer[]::new)))
        .invoke(
            rows -> {
              // a change may have been committed since, which must be in force by now
              if (end.isOver()) {
                throw new TimeoutException();
              }
            })
        .map(this::byDigest)
        .invoke(
            found ->
                found.forEach(
                    (digest, credential) ->
                        known.put(
                            digest, CompletableFuture.completedFuture(new Known(credential, end)))))
        .map(
            found ->
                digests.stream().map(digest -> Optional.ofNullable(found.get(digest))).toList());
  }

  private Map<Buffer, Credential> byDigest(RowSet<Row> rows) {
    Map<Buffer, Credential> found = new HashMap<>();
    List<Long> used = new ArrayList<>();
    for (Row row : rows) {
      tags.accepted(row)
          .ifPresent(
              rights -> {
                found.put(
                    Buffer.buffer(row.getBuffer("digest").getBytes()), credential(row, rights));
                if (TokenUse.isToBeRecorded(row.getOffsetDateTime("last_used_at"))) {
                  used.add(row.getLong("token_id"));
                }
              });
    }
    use.record(used);
    return found;
  }

  private static Credential credential(Row row, Rights rights) {
    OffsetDateTime expires = row.getOffsetDateTime("expires_at");
    return new Credential(
        new Subscription(
            rights.subscriptionId(),
            row.getString("name"),
            row.getInteger("quantity"),
            row.getInteger("max_jobs"),
            row.getOffsetDateTime("created_at").toInstant(),
            expires == null ? null : expires.toInstant(),
            row.getString("email")),
        row.getString("token_name"),
        rights);
  }
}
