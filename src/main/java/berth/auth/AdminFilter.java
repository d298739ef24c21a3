package berth.auth;

import berth.error.ErrorCatalogue;
import berth.subscription.token.ApiToken;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Authenticates the administrator. Without a configured token, the routes of the administration do
 * not exist.
 *
 * <p>The filter runs twice. It checks the path before a resource is matched, so that a caller
 * without the token does not learn which paths exist. It checks again at the resource, so that
 * another spelling of the path does not bypass the check.
 */
class AdminFilter {

  private static final String GUARDED = "/admin/";

  private final FailedAttempts failedAttempts;
  private final RoutingContext http;
  private final Optional<ApiToken> adminToken;

  AdminFilter(
      FailedAttempts failedAttempts,
      RoutingContext http,
      @ConfigProperty(name = "berth.admin-token") Optional<String> adminToken) {
    this.failedAttempts = failedAttempts;
    this.http = http;
    this.adminToken = adminToken.filter(token -> !token.isBlank()).map(ApiToken::new);
  }

  @ServerRequestFilter(preMatching = true)
  void authenticatePath(ContainerRequestContext request) {
    // the path of UriInfo is decoded twice, which fails for some paths
    if (http.normalizedPath().startsWith(GUARDED)) {
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
    ApiToken token =
        Bearer.of(request).orElseThrow(() -> ErrorCatalogue.unauthorized().asException());
    if (!expected.matches(token)) {
      throw failedAttempts.count(http.request());
    }
  }
}
