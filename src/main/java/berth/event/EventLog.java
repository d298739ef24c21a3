package berth.event;

import berth.database.NativeSql;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes events. */
@ApplicationScoped
public class EventLog {

  /**
   * The time is read when the counter is locked, so the events of a subscription are in the order
   * of their times, too. The client would send a parameter of the type {@code json} as a JSON
   * string.
   */
  static final String WRITE =
      """
      WITH counter AS (
        INSERT INTO event_counter (subscription_id, last_id) VALUES (?1, 1)
        ON CONFLICT (subscription_id) DO UPDATE SET last_id = event_counter.last_id + 1
        RETURNING last_id
      )
      INSERT INTO event (subscription_id, id, at, type, channel, details)
      SELECT ?1, last_id, clock_timestamp(), ?2, nullif(?3, ''), CAST(CAST(?4 AS text) AS json)
        FROM counter
      """;

  private final ObjectMapper json;

  EventLog(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Writes the event within the current transaction, which must not lock anything else afterwards:
   * all who write events lock the counter last.
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
