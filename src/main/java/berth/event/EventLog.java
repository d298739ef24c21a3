package berth.event;

import berth.database.NativeSql;
import berth.database.SqlTemplate;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes events. */
@ApplicationScoped
public class EventLog {

  /** Of one subscription, so that a caller who causes events without end fills no disk. */
  static final int MAX_KEPT = 100_000;

  /**
   * The time is read when the counter is locked, so the events of a subscription are in the order
   * of their times, too. The client would send a parameter of the type {@code json} as a JSON
   * string.
   */
  static final String WRITE =
      SqlTemplate.fill(
          """
      WITH counter AS (
        INSERT INTO event_counter (subscription_id, last_id) VALUES (?1, 1)
        ON CONFLICT (subscription_id) DO UPDATE SET last_id = event_counter.last_id + 1
        RETURNING last_id
      ), too_many AS (
        DELETE FROM event USING counter
         WHERE event.subscription_id = ?1 AND event.id = counter.last_id - {most}
      ), due AS (
        UPDATE webhook
           SET newest_id = counter.last_id, due_at = coalesce(due_at, clock_timestamp())
          FROM counter
         WHERE webhook.subscription_id = ?1
      )
      INSERT INTO event (subscription_id, id, at, type, channel, details)
      SELECT ?1, last_id, clock_timestamp(), ?2, nullif(?3, ''), CAST(CAST(?4 AS text) AS json)
        FROM counter
      """,
          Map.of("most", MAX_KEPT));

  private final ObjectMapper json;

  EventLog(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Writes the event within the current transaction, which must not lock anything else afterwards:
   * all who write events lock the counter last, and then the webhook.
   */
  public Uni<Void> write(long subscriptionId, PoolEvent event) {
    return Panache.getSession()
        .flatMap(Mutiny.Session::flush) // changes of entities lock their rows
        .chain(
            () ->
                NativeSql.update(
                    WRITE,
                    subscriptionId,
                    event.type().apiName(),
                    Optional.ofNullable(event.channel()).orElse(""),
                    details(event)))
        .replaceWithVoid();
  }

  /** Does the same within the transaction of the connection. */
  public Uni<Void> write(SqlConnection connection, long subscriptionId, PoolEvent event) {
    return connection
        .preparedQuery(WRITE.replace('?', '$'))
        .execute(
            Tuple.of(
                subscriptionId,
                event.type().apiName(),
                Optional.ofNullable(event.channel()).orElse(""),
                details(event)))
        .replaceWithVoid();
  }

  private String details(PoolEvent event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
