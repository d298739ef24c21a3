package berth.problem;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Sends JSON as {@code application/json}: the framework adds a charset to answers that succeed,
 * which RFC 8259 does not define, and none to errors.
 */
class JsonContentType {

  @ServerResponseFilter
  void name(ContainerResponseContext response) {
    if (response.hasEntity()) {
      response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }
}
