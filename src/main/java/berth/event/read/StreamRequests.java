package berth.event.read;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Sends requests for events that accept a stream to a route of their own. Two routes of one path
 * would be chosen between by the content type of the request, too, even if it has no body, and a
 * malformed one would fail.
 */
class StreamRequests {

  static final String PATH = "/v2/events";
  static final String STREAM = "/stream";

  private final RoutingContext http;

  StreamRequests(RoutingContext http) {
    this.http = http;
  }

  @ServerRequestFilter(preMatching = true)
  void choose(ContainerRequestContext request) {
    String accepted = http.request().getHeader(HttpHeaders.ACCEPT);
    if (accepted != null
        && accepted.contains(MediaType.SERVER_SENT_EVENTS)
        && http.normalizedPath().equals(PATH)) {
      request.setRequestUri(
          UriBuilder.fromUri(request.getUriInfo().getRequestUri())
              .replacePath(PATH + STREAM)
              .build());
    }
  }
}
