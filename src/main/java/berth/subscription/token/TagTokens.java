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
      SELECT token_id, digest, subscription_id, role, ends_at, tag_key_id, tag
        FROM api_token
       WHERE tag_key_id IS DISTINCT FROM $1 AND token_id > $2
       ORDER BY token_id
       LIMIT $3
      """;

  /**
   * Changes nothing if the tag, and with it the end of the token, has changed meanwhile. Locked
   * rows are left out: another pod is writing the same.
   */
  private static final String STORE =
      """
      WITH locked AS MATERIALIZED (
        SELECT token_id
          FROM api_token
         WHERE token_id = ANY ($2::bigint[])
           FOR NO KEY UPDATE SKIP LOCKED
      )
      UPDATE api_token
         SET tag_key_id = $1, tag = fresh.tag
        FROM unnest($2::bigint[], $3::bytea[], $4::bytea[]) AS fresh (token_id, before, tag)
             JOIN locked USING (token_id)
       WHERE api_token.token_id = fresh.token_id
         AND api_token.tag IS NOT DISTINCT FROM fresh.before
      """;

  private final Database database;
  private final EncryptionKeys keys;
  private final TokenTags tags;
  private final PeriodicTask task;

  /** The id of the last token that was looked at; 0 before the first. Only the task uses it. */
  private volatile long last;

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

  /** Goes through all tokens, some at a time: those that are not accepted stay as they are. */
  private Uni<Duration> run() {
    return database
        .run(FIND, Tuple.of(keys.ids().get(0), last, MOST))
        .call(this::tag)
        .map(
            found -> {
              boolean more = found.size() == MOST;
              last = more ? lastOf(found) : 0;
              return more ? Duration.ZERO : PERIOD;
            });
  }

  private static long lastOf(RowSet<Row> found) {
    long id = 0;
    for (Row row : found) {
      id = row.getLong("token_id");
    }
    return id;
  }

  private Uni<?> tag(RowSet<Row> found) {
    List<Long> ids = new ArrayList<>();
    List<@Nullable Buffer> before = new ArrayList<>();
    List<Buffer> fresh = new ArrayList<>();
    for (Row row : found) {
      StoredRights stored = StoredRights.of(row);
      if (tags.areAccepted(stored)) {
        KeyedDigest tag = tags.of(stored.digest(), stored.rights());
        ids.add(row.getLong("token_id"));
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
