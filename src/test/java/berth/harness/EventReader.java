package berth.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of a subscription on and on, as callers do. Not for several threads. */
public final class EventReader {

  private final Api caller;
  private String last;

  /** A reader of the events after the id. */
  public EventReader(Api caller, String last) {
    this.caller = caller;
    this.last = last;
  }

  /** A reader of the events from now on. */
  public static EventReader fromNow(Api caller) {
    return new EventReader(caller, page(caller, "?limit=1").path("last").asText());
  }

  /** The events after those that were read before. */
  public List<JsonNode> next() {
    List<JsonNode> events = new ArrayList<>();
    JsonNode page;
    do {
      page = page(caller, "?limit=1000&after=" + last);
      page.path("events").forEach(events::add);
      last = page.path("last").asText();
    } while (!page.path("events").isEmpty());
    return events;
  }

  private static JsonNode page(Api caller, String query) {
    Answer answer = caller.get("/v2/events" + query);
    if (answer.status() != 200) {
      throw new AssertionError("No events: " + answer);
    }
    return answer.json();
  }
}
