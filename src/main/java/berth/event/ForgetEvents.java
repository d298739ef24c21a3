package berth.event;

import berth.database.Database;
import berth.schedule.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Deletes events that are older than the setting says, in every pod: some at a time, and never two
 * pods the same ones.
 */
@ApplicationScoped
class ForgetEvents {

  private static final int BATCH = 1_000;
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(200);
  private static final Duration WHEN_DONE = Duration.ofMinutes(10);

  static final String DELETE =
      """
      DELETE FROM event
       USING (SELECT subscription_id, id
                FROM event
               WHERE at < now() - make_interval(secs => $1)
               ORDER BY at
               LIMIT $2
                 FOR UPDATE SKIP LOCKED) AS old
       WHERE event.subscription_id = old.subscription_id AND event.id = old.id
      """;

  private final Database database;
  private final Duration kept;
  private final PeriodicTask task;

  ForgetEvents(
      Database database, Vertx vertx, @ConfigProperty(name = "berth.events-kept") Duration kept) {
    this.database = database;
    this.kept = kept;
    this.task = new PeriodicTask(vertx, "Old events could not be deleted", this::run);
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    task.runNow();
  }

  void stop(@Observes ShutdownEvent shutdown) {
    task.stop();
  }

  private Uni<Duration> run() {
    return deleteSome().map(deleted -> deleted == BATCH ? BETWEEN_BATCHES : WHEN_DONE);
  }

  /** Deletes some, and returns how many. */
  Uni<Integer> deleteSome() {
    return database
        .run(DELETE, Tuple.of((double) kept.toSeconds(), BATCH))
        .map(rows -> rows.rowCount());
  }
}
