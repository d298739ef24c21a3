package berth.slot.history;

import berth.database.Database;
import berth.schedule.PeriodicTask;
import berth.time.Deadline;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.StreamSupport;

/**
 * Counts the grants of each subscription by the minute. Each pod counts its own in memory, and adds
 * them to those of all pods every few seconds. What a pod has not added when it dies is lost.
 */
@ApplicationScoped
public class GrantMinutes {

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_FORGETS = Duration.ofMinutes(10);
  private static final double NANOS = 1e9;

  /** In the order of the subscriptions, so that two pods don't wait for each other. */
  private static final String ADD =
      """
      INSERT INTO grant_minute (subscription_id, minute, granted, waited_seconds)
      SELECT subscription, date_trunc('minute', now()), granted, waited
        FROM unnest($1::bigint[], $2::bigint[], $3::float8[]) AS counted (subscription, granted, waited)
       ORDER BY subscription
          ON CONFLICT (subscription_id, minute) DO UPDATE
         SET granted = grant_minute.granted + excluded.granted,
             waited_seconds = grant_minute.waited_seconds + excluded.waited_seconds
      """;

  private static final String FORGET =
      "DELETE FROM grant_minute WHERE minute < now() - interval '1 hour'";

  private static final String LAST =
      """
      SELECT minute, granted, waited_seconds / granted AS wait_seconds
        FROM grant_minute
       WHERE subscription_id = $1 AND minute > now() - interval '15 minutes'
       ORDER BY subscription_id, minute
      """;

  /**
   * The grants of a minute.
   *
   * @param at its beginning
   * @param waitSeconds how long a request of it had waited on average
   */
  public record Minute(Instant at, long granted, double waitSeconds) {}

  private static final class Counted {
    private final LongAdder grants = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
  }

  private record Sum(long subscriptionId, long grants, double waitedSeconds) {}

  private final Database database;
  private final PeriodicTask task;
  private final Map<Long, Counted> counted = new ConcurrentHashMap<>();
  private volatile Deadline nextForget = Deadline.in(Duration.ZERO);

  GrantMinutes(Database database, Vertx vertx) {
    this.database = database;
    this.task = new PeriodicTask(vertx, "Grants could not be added to their minute", this::run);
  }

  void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent start) {
    task.runNow();
  }

  void stop(@Observes ShutdownEvent shutdown) {
    task.stop();
  }

  /** Counts a grant, whose request had waited for so long. */
  public void granted(long subscriptionId, long waitedNanos) {
    Counted own = counted.get(subscriptionId);
    if (own == null) {
      own = counted.computeIfAbsent(subscriptionId, id -> new Counted());
    }
    own.grants.increment();
    own.waitedNanos.add(waitedNanos);
  }

  /** The minutes of the last quarter of an hour with grants, the oldest first. */
  public Uni<List<Minute>> last(long subscriptionId) {
    return database
        .run(LAST, Tuple.of(subscriptionId))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(GrantMinutes::minute).toList());
  }

  private static Minute minute(Row row) {
    return new Minute(
        row.getOffsetDateTime("minute").toInstant(),
        row.getLong("granted"),
        row.getDouble("wait_seconds"));
  }

  private Uni<Duration> run() {
    List<Sum> sums = new ArrayList<>();
    counted.forEach(
        (subscription, own) -> {
          long grants = own.grants.sumThenReset();
          if (grants > 0) {
            sums.add(new Sum(subscription, grants, own.waitedNanos.sumThenReset() / NANOS));
          }
        });
    if (sums.isEmpty()) {
      return Uni.createFrom().item(PAUSE);
    }
    sums.sort(Comparator.comparingLong(Sum::subscriptionId));
    return database
        .run(
            ADD,
            Tuple.of(
                sums.stream().map(Sum::subscriptionId).toArray(Long[]::new),
                sums.stream().map(Sum::grants).toArray(Long[]::new),
                sums.stream().map(Sum::waitedSeconds).toArray(Double[]::new)))
        .chain(this::forget)
        .replaceWith(PAUSE);
  }

  private Uni<?> forget() {
    if (!nextForget.isOver()) {
      return Uni.createFrom().voidItem();
    }
    nextForget = Deadline.in(BETWEEN_FORGETS);
    return database.run(FORGET);
  }
}
