package berth.waiting;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import berth.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Wakes the waiters of other pods when there may be slots for them. Must be called after the change
 * was committed: an earlier statement may miss a waiter that tries before the commit and finds no
 * slot.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
class WakeUps {

  /** The channel of the notifications; their payload is the id of a subscription. */
  static final String CHANNEL = "berth_wake_up";

  /**
   * Slots that may have become free.
   *
   * @param subscriptions the owners of the accounts
   * @param channels of accounts that may belong to another subscription by now
   */
  record FreedSlots(Collection<Long> subscriptions, Collection<String> channels) {}

  /**
   * A notification makes all commits of the database wait for each other. So there is one only if a
   * request waits in another pod, and only one for many changes. Mostly no request waits, so
   * finding that out must cost nearly nothing.
   */
  private static final String WAKE =
      """
      SELECT subscription_id,
             CASE WHEN bool_or(pod <> $1) THEN pg_notify($2, subscription_id::text) END IS NULL
               AS only_here
        FROM live_waiter
       WHERE EXISTS (SELECT FROM waiting_pod WHERE alive_until > now())
         AND subscription_id IN (SELECT unnest($3::bigint[])
                                 UNION
                                 SELECT channel.subscription_id
                                   FROM channel
                                  WHERE channel.channel = ANY ($4::text[]))
       GROUP BY subscription_id
      """;

  private final StatementBatcher<FreedSlots, Set<Long>> batcher;

  WakeUps(Database database, ThisPod pod, MeterRegistry meters) {
    this.batcher =
        new StatementBatcher<>(
            BatchMetrics.of(meters, "wake_up"), freed -> pod, freed -> wake(database, pod, freed));
  }

  /** Wakes the waiters of other pods, and returns the subscriptions that have waiters. */
  Uni<Set<Long>> wake(FreedSlots freed) {
    return batcher.submit(freed);
  }

  private static Uni<List<Set<Long>>> wake(Database database, ThisPod pod, List<FreedSlots> freed) {
    return database
        .run(
            WAKE,
            Tuple.of(
                pod.id(),
                CHANNEL,
                freed.stream().flatMap(one -> one.subscriptions().stream()).toArray(Long[]::new),
                freed.stream().flatMap(one -> one.channels().stream()).toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("subscription_id"))
                    .collect(Collectors.toSet()))
        .map(waiting -> freed.stream().map(one -> waiting).toList());
  }
}
