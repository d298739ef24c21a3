package berth.event.read;

import berth.context.CallerContext;
import berth.database.Database;
import berth.schedule.PeriodicTask;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Says when there are new events, for all streams of this pod. One statement looks after all of
 * them, and none is sent while nobody waits.
 */
@ApplicationScoped
class NewEvents {

  private static final Duration PAUSE = Duration.ofMillis(250);

  static final String LAST_IDS =
      """
      SELECT subscription_id, last_id FROM event_counter WHERE subscription_id = ANY ($1)
      """;

  /** A stream that has read all events up to an id. */
  private record Waiting(long subscriptionId, long id, UniEmitter<? super Boolean> stream) {}

  private final Database database;
  private final PeriodicTask task;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  NewEvents(Database database, Vertx vertx) {
    this.database = database;
    this.task = new PeriodicTask(vertx, "New events could not be looked for", this::look);
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    task.runNow();
  }

  /** Streams end, so that the shutdown does not wait for them. */
  void endStreams(@Observes ShutdownDelayInitiatedEvent shutdown) {
    stopped = true;
    waiting.forEach(one -> one.stream().complete(false));
  }

  void stop(@Observes ShutdownEvent shutdown) {
    task.stop();
  }

  boolean isStopped() {
    return stopped;
  }

  /**
   * Waits for an event after the id.
   *
   * @return whether there is one; {@code false} after the timeout, and when this pod stops
   */
  Uni<Boolean> after(long subscriptionId, long id, Duration timeout) {
    return Uni.createFrom()
        .<Boolean>emitter(
            emitter -> {
              Waiting one = new Waiting(subscriptionId, id, emitter);
              waiting.add(one);
              emitter.onTermination(() -> waiting.remove(one));
              if (stopped) {
                emitter.complete(false);
              }
            })
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(false)
        .emitOn(CallerContext.current());
  }

  private Uni<Duration> look() {
    Set<Long> subscriptions =
        waiting.stream().map(Waiting::subscriptionId).collect(Collectors.toSet());
    if (subscriptions.isEmpty()) {
      return Uni.createFrom().item(PAUSE);
    }
    return database
        .run(LAST_IDS, Tuple.of(subscriptions.toArray(Long[]::new)))
        .invoke(
            rows -> {
              for (Row row : rows) {
                wake(row.getLong("subscription_id"), row.getLong("last_id"));
              }
            })
        .replaceWith(PAUSE);
  }

  private void wake(long subscriptionId, long lastId) {
    for (Waiting one : waiting) {
      if (one.subscriptionId() == subscriptionId && one.id() < lastId) {
        one.stream().complete(true);
      }
    }
  }
}
