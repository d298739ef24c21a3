package berth.error;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;

/**
 * Adds the {@code Allow} header with the methods of a path. The framework leaves the header out of
 * a 405, and its response to OPTIONS has the methods of all paths with the same beginning.
 */
class AllowedMethods {

  @ServerResponseFilter
  void addAllow(ContainerRequestContext request, ContainerResponseContext response) {
    int status = response.getStatus();
    boolean isOptions =
        request.getMethod().equals(HttpMethod.OPTIONS)
            && status == Response.Status.OK.getStatusCode();
    if (isOptions || status == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
      Set<String> allowed = of(CurrentRequestManager.get());
      if (!allowed.isEmpty()) {
        response.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", allowed));
      }
    }
  }

  /** Finds the methods in the same way as the framework. */
  private static Set<String> of(ResteasyReactiveRequestContext request) {
    String path = request.getPathWithoutPrefix();
    RequestMapper<InitialMatch> classes =
        new RequestMapper<>(request.getDeployment().getClassMappers());
    Set<String> allowed = new TreeSet<>();
    for (RequestMatch<InitialMatch> match = classes.map(path);
        match != null;
        match = classes.continueMatching(path, match)) {
      if (match.value.handlers[0] instanceof ClassRoutingHandler methods) {
        String rest = match.remaining.isEmpty() ? "/" : match.remaining;
        methods
            .getMappers()
            .forEach(
                (method, paths) -> {
                  if (method != null && paths.map(rest) != null) {
                    allowed.add(method);
                  }
                });
      }
    }
    if (allowed.contains(HttpMethod.GET)) {
      allowed.add(HttpMethod.HEAD);
    }
    if (!allowed.isEmpty()) {
      allowed.add(HttpMethod.OPTIONS);
    }
    return allowed;
  }
}
