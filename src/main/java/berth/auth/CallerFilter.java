package berth.auth;

import berth.error.ErrorCatalogue;
import berth.subscription.ApiToken;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Authenticates callers by their API token. It runs before a resource is matched, so that a caller
 * without a known token does not learn which paths and methods exist.
 */
class CallerFilter {

  /** A request that bypasses this prefix is refused by {@link Caller}. */
  private static final String GUARDED = "/v2/";

  private final TokenLookup tokens;
  private final Caller caller;

  CallerFilter(TokenLookup tokens, Caller caller) {
    this.tokens = tokens;
    this.caller = caller;
  }

  @ServerRequestFilter(preMatching = true)
  Uni<Void> authenticate(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().startsWith(GUARDED)) {
      return Uni.createFrom().voidItem();
    }
    ApiToken token =
        Bearer.of(request).orElseThrow(() -> ErrorCatalogue.unauthorized().asException());
    return tokens
        .find(token)
        .invoke(
            found ->
                caller.authenticated(
                    found.orElseThrow(() -> ErrorCatalogue.unauthorized().asException())))
        .replaceWithVoid();
  }
}
