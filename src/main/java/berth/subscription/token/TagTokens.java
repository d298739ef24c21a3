package berth.subscription.token;

import berth.database.Database;
import berth.schedule.PeriodicTask;
import berth.secret.EncryptionKeys;
import berth.secret.KeyedDigest;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives stored API tokens tags by the first key, in every pod: those whose tags are by another key,
 * and, during an upgrade, those that pods of the version before made. So no caller is locked out
 * when a key is taken out.
 */
@ApplicationScoped
class TagTokens {

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MOST = 1_000;

  private static final String FIND =
      """
      SELECT id, digest, subscription_id, role, expires_at AS token_expires_at,
             tag_key_id, tag
        FROM api_token
       WHERE tag_key_id IS DISTINCT FROM $1
       ORDER BY id
       LIMIT $2
      """;

  /** Changes nothing if the tag, and with it the end of the token, has changed meanwhile. */
  private static final String STORE =
      """
      UPDATE api_token
         SET tag_key_id = $1, tag = fresh.tag
        FROM unnest($2::bigint[], $3::bytea[], $4::bytea[]) AS fresh (id, before, tag)
       WHERE api_token.id = fresh.id AND api_token.tag IS NOT DISTINCT FROM fresh.before
      """;

  private final Database database;
  private final EncryptionKeys keys;
  private final TokenTags tags;
  private final PeriodicTask task;

  TagTokens(Vertx vertx, Database database, EncryptionKeys keys, TokenTags tags) {
    this.database = database;
    this.keys = keys;
    this.tags = tags;
    this.task = new PeriodicTask(vertx, "API tokens could not be tagged", this::run);
  }

  /** Runs last: a start that fails earlier sends no event that would stop the task. */
  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    task.runNow();
  }

  void stop(@Observes ShutdownEvent shutdown) {
    task.stop();
  }

  private Uni<Duration> run() {
    return database
        .run(FIND, Tuple.of(keys.ids().get(0), MOST))
        .flatMap(this::tag)
        .replaceWith(PERIOD);
  }

  private Uni<?> tag(RowSet<Row> found) {
    List<Long> ids = new ArrayList<>();
    List<@Nullable Buffer> before = new ArrayList<>();
    List<Buffer> fresh = new ArrayList<>();
    for (Row row : found) {
      StoredRights stored = StoredRights.of(row);
      if (tags.areAccepted(stored)) {
        KeyedDigest tag = tags.of(stored.digest(), stored.rights());
        ids.add(row.getLong("id"));
        before.add(stored.tag() == null ? null : Buffer.buffer(stored.tag()));
        fresh.add(Buffer.buffer(tag.digest()));
      }
    }
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : database.run(
            STORE,
            Tuple.of(
                keys.ids().get(0),
                ids.toArray(Long[]::new),
                before.toArray(Buffer[]::new),
                fresh.toArray(Buffer[]::new)));
  }
}
