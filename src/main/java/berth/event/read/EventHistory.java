package berth.event.read;

import berth.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads stored events. */
@ApplicationScoped
public class EventHistory {

  /**
   * The counter is read in the same snapshot, so no event up to it is committed later. It has a row
   * of its own at the end, whose id is null.
   */
  static final String AFTER =
      """
      (SELECT id, at, type, channel, details::text
         FROM event
        WHERE subscription_id = $1 AND id > $2
          AND ($3::text IS NULL OR channel = $3) AND ($4::text[] IS NULL OR type = ANY ($4))
        ORDER BY subscription_id, id
        LIMIT $5)
      UNION ALL
      SELECT NULL, NULL, NULL, NULL, coalesce(max(last_id), 0)::text
        FROM event_counter
       WHERE subscription_id = $1
      """;

  /** The id before the newest events, of which there may be fewer. */
  static final String BEFORE_NEWEST =
      """
      SELECT id
        FROM event
       WHERE subscription_id = $1
         AND ($2::text IS NULL OR channel = $2) AND ($3::text IS NULL OR type = $3)
       ORDER BY subscription_id DESC, id DESC
      OFFSET $4
       LIMIT 1
      """;

  private static final String LAST_ID =
      "SELECT last_id FROM event_counter WHERE subscription_id = $1";

  private final Database database;
  private final ObjectMapper json;

  EventHistory(Database database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /** The first events after the id. */
  Uni<EventPage> after(long subscriptionId, long id, EventFilter filter, int limit) {
    String type = filter.type();
    return after(subscriptionId, id, filter.channel(), type == null ? null : List.of(type), limit);
  }

  /**
   * The first events after the id that have one of the types.
   *
   * @param types their names in the API; {@code null} for all
   */
  public Uni<EventPage> ofTypes(
      long subscriptionId, long id, @Nullable List<String> types, int limit) {
    return after(subscriptionId, id, null, types, limit);
  }

  private Uni<EventPage> after(
      long subscriptionId,
      long id,
      @Nullable String channel,
      @Nullable List<String> types,
      int limit) {
    return database
        .run(
            AFTER,
            Tuple.of(
                subscriptionId,
                id,
                channel,
                types == null ? null : types.toArray(String[]::new),
                limit))
        .map(
            rows -> {
              List<EventView> events = new ArrayList<>();
              String counter = read(rows, events);
              boolean more = events.size() == limit;
              return new EventPage(events, more ? events.get(limit - 1).id() : counter);
            });
  }

  /** The id after which there are so many events, or all. */
  Uni<Long> beforeNewest(long subscriptionId, EventFilter filter, int count) {
    return database
        .run(BEFORE_NEWEST, Tuple.of(subscriptionId, filter.channel(), filter.type(), count))
        .map(EventHistory::idOrZero);
  }

  /** The highest id of the subscription. */
  Uni<Long> lastId(long subscriptionId) {
    return database.run(LAST_ID, Tuple.of(subscriptionId)).map(EventHistory::idOrZero);
  }

  private static long idOrZero(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : rows.iterator().next().getLong(0);
  }

  /** Adds the events to the list, and returns the highest id of the subscription. */
  private String read(RowSet<Row> rows, List<EventView> events) {
    String counter = "0";
    for (Row row : rows) {
      Long id = row.getLong("id");
      if (id == null) {
        counter = row.getString("details");
      } else {
        events.add(
            EventView.of(
                id,
                row.getOffsetDateTime("at").toInstant(),
                row.getString("type"),
                row.getString("channel"),
                details(row.getString("details"))));
      }
    }
    return counter;
  }

  private JsonNode details(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
