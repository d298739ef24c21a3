package berth.error;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Sets the content type of responses to {@code application/json} without a charset, which RFC 8259
 * does not define. The framework adds a charset to successful responses and none to errors. Streams
 * of events keep their own.
 */
class JsonContentType {

  @ServerResponseFilter
  void setContentType(ContainerResponseContext response) {
    if (response.hasEntity()
        && !MediaType.SERVER_SENT_EVENTS_TYPE.isCompatible(response.getMediaType())) {
      response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }
}
