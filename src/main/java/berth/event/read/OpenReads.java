package berth.event.read;

import berth.response.OpenLists;
import berth.response.OpenResponses;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Bounds how many lists and streams of events are being read. */
@ApplicationScoped
class OpenReads {

  /** Each stream holds a connection, as waiters do; some are left for other callers. */
  private static final int MAX_STREAMS = 200;

  private static final int MAX_STREAMS_OF_ONE = 100;

  private final OpenLists lists;
  private final OpenResponses streams = new OpenResponses(MAX_STREAMS, MAX_STREAMS_OF_ONE);

  OpenReads(OpenLists lists) {
    this.lists = lists;
  }

  /** See {@link OpenResponses#open}. */
  void list(long subscriptionId, RoutingContext http) {
    lists.open(subscriptionId, http);
  }

  /** See {@link OpenResponses#open}. */
  void stream(long subscriptionId, RoutingContext http) {
    streams.open(subscriptionId, http);
  }
}
