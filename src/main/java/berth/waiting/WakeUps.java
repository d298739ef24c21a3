package berth.waiting;

import berth.batch.StatementBatcher;
import berth.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Tells the waiters of all pods that there may be what they wait for. To be told after the change
 * was committed: whoever looks for waiters earlier may miss one who looked too early, too.
 */
@ApplicationScoped
class WakeUps {

  /** The channel of the notifications; their payload is the id of a subscription. */
  static final String CHANNEL = "berth_wake_up";

  /**
   * What there may be.
   *
   * @param subscriptions whose accounts they are
   * @param channels of accounts which somebody else's may be by now
   */
  record News(Collection<Long> subscriptions, Collection<String> channels) {}

  /**
   * A notification makes all commits of the database wait for each other: there is none unless
   * somebody waits in another pod, and one for many changes. Mostly nobody waits, which has to be
   * found out at no cost.
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

  private final StatementBatcher<News, Set<Long>> batcher;

  WakeUps(Database database, ThisPod pod) {
    this.batcher = new StatementBatcher<>(news -> pod, news -> wake(database, pod, news));
  }

  /** Wakes the waiters of other pods, and returns the subscriptions that have waiters. */
  Uni<Set<Long>> wake(News news) {
    return batcher.ask(news);
  }

  private static Uni<List<Set<Long>>> wake(Database database, ThisPod pod, List<News> news) {
    return database
        .run(
            WAKE,
            Tuple.of(
                pod.id(),
                CHANNEL,
                news.stream().flatMap(one -> one.subscriptions().stream()).toArray(Long[]::new),
                news.stream().flatMap(one -> one.channels().stream()).toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("subscription_id"))
                    .collect(Collectors.toSet()))
        .map(waiting -> news.stream().map(one -> waiting).toList());
  }
}
