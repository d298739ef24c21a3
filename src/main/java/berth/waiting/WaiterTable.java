package berth.waiting;

import berth.database.Database;
import berth.database.SqlTemplate;
import berth.time.Timeouts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Stores the waiters of this pod where all pods can read them. */
@ApplicationScoped
class WaiterTable {

  /** A request that begins to wait. */
  record NewWaiter(long subscriptionId, String pin) {}

  /** Marks the pod as alive for 1.2 seconds, which is three of the pauses between polls. */
  private static final String STAY_ALIVE =
      """
      WITH alive AS (
        INSERT INTO waiting_pod (pod, alive_until, synchronised)
        VALUES ($1, clock_timestamp() + interval {alive}, {synchronised})
            ON CONFLICT (pod) DO UPDATE
           SET alive_until = excluded.alive_until,
               synchronised = waiting_pod.synchronised OR excluded.synchronised
      )
      """;

  static final String ENTER =
      SqlTemplate.fill(
              STAY_ALIVE, Map.of("alive", Timeouts.sql(Timeouts.POD_ALIVE), "synchronised", false))
          + """
          INSERT INTO waiter (ticket, pod, subscription_id, pin)
          SELECT nextval('waiter_ticket'), $1, subscription, pin
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS newcomer (subscription, pin, ord)
           ORDER BY ord
          RETURNING ticket
          """;

  /**
   * Deletes waiters that have left, and waiters that never entered because the response of the
   * database was lost. Inserts again the waiters that a crash of the database has lost. Deletes the
   * rows of pods that died.
   *
   * <p>A crash loses all rows. If a single row is missing, its waiter was granted a slot just now:
   * inserted again, it would make other waiters leave slots to it. The lists may be long, so they
   * are never compared with each other one by one.
   */
  static final String SYNCHRONISE =
      SqlTemplate.fill(
              STAY_ALIVE, Map.of("alive", Timeouts.sql(Timeouts.POD_ALIVE), "synchronised", true))
          + """
          , gone AS (
            DELETE FROM waiter
             WHERE ticket = ANY (ARRAY(
                     SELECT unnest($5::bigint[])
                     UNION ALL
                     (SELECT ticket FROM waiter WHERE pod = $1 AND ticket <= $6
                      EXCEPT
                      SELECT unnest($2::bigint[]))))
          ), dead AS (
            DELETE FROM waiting_pod
             WHERE alive_until < now() - interval '1 minute' AND pod <> $1
            RETURNING pod
          ), cleared AS (
            DELETE FROM waiter USING dead WHERE waiter.pod = dead.pod
          )
          INSERT INTO waiter (ticket, pod, subscription_id, pin)
          SELECT ticket, $1, subscription, pin
            FROM unnest($2::bigint[], $3::bigint[], $4::text[])
                 AS staying (ticket, subscription, pin)
           WHERE NOT EXISTS (SELECT FROM waiting_pod WHERE pod = $1 AND synchronised)
              ON CONFLICT (ticket) DO NOTHING
          """;

  private final Database database;
  private final ThisPod pod;

  WaiterTable(Database database, ThisPod pod) {
    this.database = database;
    this.pod = pod;
  }

  /** Inserts the waiters, and returns their tickets in the same order. */
  Uni<List<Long>> enter(List<NewWaiter> newWaiters) {
    return database
        .run(
            ENTER,
            Tuple.of(
                pod.id(),
                newWaiters.stream().map(NewWaiter::subscriptionId).toArray(Long[]::new),
                newWaiters.stream().map(NewWaiter::pin).toArray(String[]::new)))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getLong("ticket"))
                    .toList());
  }

  /**
   * Deletes the waiters that are gone, and makes sure that the others are in the table.
   *
   * @param gone tickets of waiters that have left
   * @param settled waiters of this pod with a ticket up to this one are gone, too, unless they are
   *     in the list of waiters
   */
  Uni<Void> synchronise(List<Waiter> waiters, List<Long> gone, long settled) {
    return database
        .run(
            SYNCHRONISE,
            Tuple.of(
                pod.id(),
                waiters.stream().map(Waiter::ticket).toArray(Long[]::new),
                waiters.stream().map(Waiter::subscriptionId).toArray(Long[]::new),
                waiters.stream().map(Waiter::pin).toArray(String[]::new),
                gone.toArray(Long[]::new),
                settled))
        .replaceWithVoid();
  }
}
