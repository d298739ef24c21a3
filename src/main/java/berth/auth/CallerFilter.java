package berth.auth;

import berth.error.ErrorCatalogue;
import berth.subscription.token.ApiToken;
import berth.subscription.token.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Authenticates callers by their API token, and checks that its role permits the request. It runs
 * before a resource is matched, so that a caller without a known token does not learn which paths
 * and methods exist.
 */
class CallerFilter {

  /** A request that bypasses this prefix is refused by {@link Caller}. */
  private static final String GUARDED = "/v2/";

  private final TokenLookup tokens;
  private final FailedAttempts failedAttempts;
  private final Caller caller;
  private final RoutingContext http;

  CallerFilter(
      TokenLookup tokens, FailedAttempts failedAttempts, Caller caller, RoutingContext http) {
    this.tokens = tokens;
    this.failedAttempts = failedAttempts;
    this.caller = caller;
    this.http = http;
  }

  @ServerRequestFilter(preMatching = true)
  Uni<Void> authenticate(ContainerRequestContext request) {
    // the path of UriInfo is decoded twice, which fails for some paths
    String path = http.normalizedPath();
    if (!path.startsWith(GUARDED)) {
      return Uni.createFrom().voidItem();
    }
    ApiToken token =
        Bearer.of(request).orElseThrow(() -> ErrorCatalogue.unauthorized().asException());
    return tokens
        .find(token)
        .invoke(
            found -> {
              Credential credential = found.orElseThrow(() -> failedAttempts.count(http.request()));
              Role role = credential.rights().role();
              if (!role.permits(request.getMethod(), path)) {
                throw ErrorCatalogue.forbidden(role.apiName()).asException();
              }
              caller.authenticated(token, credential);
            })
        .replaceWithVoid();
  }
}
