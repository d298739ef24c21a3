package berth.auth;

import berth.problem.ErrorCatalogue;
import berth.subscription.ApiToken;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets in who shows a known API token. It runs before a resource is looked for, so that who may not
 * call learns nothing about which paths and methods there are.
 */
class CallerFilter {

  /** Whatever finds a way around this prefix is refused by {@link Caller}. */
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
