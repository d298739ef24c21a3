package berth.auth;

import berth.problem.ErrorCatalogue;
import berth.subscription.ApiToken;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets the administrator in. With no token configured there is no administration at all.
 *
 * <p>It looks twice: at the path before a resource is looked for, so that who may not call learns
 * nothing, and then at the resource, so that no other way to write the path leads around it.
 */
class AdminFilter {

  private static final String GUARDED = "/admin/";

  private final Optional<ApiToken> adminToken;

  AdminFilter(@ConfigProperty(name = "berth.admin-token") Optional<String> adminToken) {
    this.adminToken = adminToken.filter(token -> !token.isBlank()).map(ApiToken::new);
  }

  @ServerRequestFilter(preMatching = true)
  void authenticatePath(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith(GUARDED)) {
      authenticate(request);
    }
  }

  @AdminOnly
  @ServerRequestFilter
  void authenticateResource(ContainerRequestContext request) {
    authenticate(request);
  }

  private void authenticate(ContainerRequestContext request) {
    ApiToken expected = adminToken.orElseThrow(() -> ErrorCatalogue.noSuchPath().asException());
    if (Bearer.of(request).filter(expected::matches).isEmpty()) {
      throw ErrorCatalogue.unauthorized().asException();
    }
  }
}
