package berth.event.read;

import berth.response.JsonPieces;
import berth.response.StreamedBody;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;

/** The events of one response, which are read from the database some at a time. */
final class EventList {

  private static final int AT_ONCE = 50;

  private final long subscriptionId;
  private final EventFilter filter;
  private final EventHistory history;
  private final JsonPieces pieces;

  private String last;
  private int remaining;
  private boolean begun;
  private boolean finished;

  /**
   * A list of the events after the id.
   *
   * @param limit maximum number of events
   */
  EventList(
      long subscriptionId,
      EventFilter filter,
      long after,
      int limit,
      EventHistory history,
      ObjectMapper json) {
    this.subscriptionId = subscriptionId;
    this.filter = filter;
    this.history = history;
    this.pieces = new JsonPieces(json);
    this.last = Long.toString(after);
    this.remaining = limit;
  }

  /** The response, once its first events have been read. */
  Uni<StreamedBody> stream() {
    return StreamedBody.begin(this::next, () -> finished);
  }

  private Uni<byte[]> next() {
    int wanted = Math.min(AT_ONCE, remaining);
    return history
        .after(subscriptionId, Long.parseLong(last), filter, wanted)
        .map(page -> write(page, wanted));
  }

  private byte[] write(EventPage page, int wanted) {
    last = page.last();
    remaining -= page.events().size();
    finished = remaining == 0 || page.events().size() < wanted;
    return pieces.write(
        json -> {
          if (!begun) {
            begun = true;
            json.writeStartObject();
            json.writeArrayFieldStart("events");
          }
          for (EventView event : page.events()) {
            json.writePOJO(event);
          }
          if (finished) {
            json.writeEndArray();
            json.writeStringField("last", last);
            json.writeEndObject();
          }
        });
  }
}
