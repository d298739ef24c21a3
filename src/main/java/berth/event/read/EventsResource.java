package berth.event.read;

import berth.auth.Caller;
import berth.request.Page;
import berth.response.StreamedBody;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v2/events}: what happened to the pool of the caller's subscription. */
class EventsResource implements EventsApi {

  private final Caller caller;
  private final EventHistory history;
  private final NewEvents newEvents;
  private final OpenReads open;
  private final ObjectMapper json;

  EventsResource(
      Caller caller, EventHistory history, NewEvents newEvents, OpenReads open, ObjectMapper json) {
    this.caller = caller;
    this.history = history;
    this.newEvents = newEvents;
    this.open = open;
    this.json = json;
  }

  @Override
  public Uni<StreamedBody> list(
      @Nullable String after,
      @Nullable String channel,
      @Nullable String type,
      @Nullable String limit,
      RoutingContext http) {
    long subscription = caller.subscription().id();
    EventFilter filter = EventFilter.of(channel, type);
    int size = Page.limit(limit);
    Optional<Long> position = EventFilter.after(after);
    open.list(subscription, http);
    return position
        .map(id -> Uni.createFrom().item(id))
        .orElseGet(() -> history.beforeNewest(subscription, filter, size))
        .flatMap(id -> new EventList(subscription, filter, id, size, history, json).stream());
  }

  @Override
  public Uni<StreamedBody> stream(
      @Nullable String lastEventId,
      @Nullable String after,
      @Nullable String channel,
      @Nullable String type,
      RoutingContext http) {
    long subscription = caller.subscription().id();
    EventFilter filter = EventFilter.of(channel, type);
    Optional<Long> position = EventFilter.after(lastEventId == null ? after : lastEventId);
    open.stream(subscription, http);
    return position
        .map(id -> Uni.createFrom().item(id))
        .orElseGet(() -> history.lastId(subscription))
        .map(id -> new EventStream(caller, history, newEvents, json, filter, id))
        .map(stream -> new StreamedBody(stream.pieces()));
  }
}
