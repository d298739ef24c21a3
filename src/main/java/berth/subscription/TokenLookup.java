package berth.subscription;

import berth.batch.StatementBatcher;
import berth.database.Database;
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

/**
 * Tells who calls. Every request asks, so they do in batches; and nothing is remembered, so that a
 * subscription that ends and a token that is replaced do so at once.
 */
@ApplicationScoped
class TokenLookup {

  private static final String FIND =
      """
      SELECT digest, id, name, quantity, max_jobs, created_at, expires_at
        FROM api_token JOIN subscription ON subscription.id = api_token.subscription_id
       WHERE digest = ANY ($1::bytea[])
      """;

  private final Database database;
  private final StatementBatcher<ApiToken, Optional<Subscription>> lookups =
      new StatementBatcher<>(this::findAll);

  TokenLookup(Database database) {
    this.database = database;
  }

  /** The subscription that the token belongs to, expired or not; empty for an unknown token. */
  Uni<Optional<Subscription>> find(ApiToken token) {
    return lookups.ask(token);
  }

  private Uni<List<Optional<Subscription>>> findAll(List<ApiToken> tokens) {
    List<Buffer> digests = tokens.stream().map(token -> Buffer.buffer(token.digest())).toList();
    return database
        .run(FIND, Tuple.of(digests.stream().distinct().toArray(Buffer[]::new)))
        .map(TokenLookup::byDigest)
        .map(
            found ->
                digests.stream().map(digest -> Optional.ofNullable(found.get(digest))).toList());
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
