package berth.subscription;

import berth.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets the administrator in. It is bound to the resources and not to a path, so that no other way
 * to write the path leads around it. With no token configured there is no administration at all.
 */
class AdminFilter {

  private final Optional<ApiToken> adminToken;

  AdminFilter(@ConfigProperty(name = "berth.admin-token") Optional<String> adminToken) {
    this.adminToken = adminToken.map(ApiToken::new);
  }

  @Administration
  @ServerRequestFilter
  void authenticate(ContainerRequestContext request) {
    ApiToken expected = adminToken.orElseThrow(() -> Problem.noSuchPath().asException());
    if (Bearer.of(request).filter(expected::matches).isEmpty()) {
      throw Problem.unauthorized().asException();
    }
  }
}
