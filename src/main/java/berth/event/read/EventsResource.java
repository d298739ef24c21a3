package berth.event.read;

import berth.auth.Caller;
import berth.request.Page;
import berth.response.OpenResponses;
import berth.response.StreamedBody;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v2/events}: what happened to the pool of the caller's subscription. */
class EventsResource implements EventsApi {

  /** Each stream costs a connection, and a statement when something happens. */
  @ApplicationScoped
  static class OpenStreams {

    private static final int MAX_OF_ALL = 500;
    private static final int MAX_OF_ONE = 100;

    private final OpenResponses streams = new OpenResponses(MAX_OF_ALL, MAX_OF_ONE);

    void open(long subscriptionId, RoutingContext http) {
      streams.open(subscriptionId, http);
    }
  }

  private final Caller caller;
  private final EventHistory history;
  private final NewEvents newEvents;
  private final OpenStreams streams;
  private final ObjectMapper json;

  EventsResource(
      Caller caller,
      EventHistory history,
      NewEvents newEvents,
      OpenStreams streams,
      ObjectMapper json) {
    this.caller = caller;
    this.history = history;
    this.newEvents = newEvents;
    this.streams = streams;
    this.json = json;
  }

  @Override
  public Uni<EventPage> list(
      @Nullable String after,
      @Nullable String channel,
      @Nullable String type,
      @Nullable String limit) {
    long subscription = caller.subscription().id();
    EventFilter filter = EventFilter.of(channel, type);
    int size = Page.limit(limit);
    return EventFilter.after(after)
        .map(id -> history.after(subscription, id, filter, size))
        .orElseGet(() -> history.newest(subscription, filter, size));
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
    streams.open(subscription, http);
    return position
        .map(id -> Uni.createFrom().item(id))
        .orElseGet(
            () -> history.newest(subscription, filter, 1).map(page -> Long.valueOf(page.last())))
        .map(id -> new EventStream(caller, history, newEvents, json, filter, id))
        .map(stream -> new StreamedBody(stream.pieces()));
  }
}
