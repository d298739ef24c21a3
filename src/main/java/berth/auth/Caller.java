package berth.auth;

import berth.error.ErrorCatalogue;
import berth.event.Actor;
import berth.subscription.Subscription;
import berth.subscription.token.ApiToken;
import berth.subscription.token.Role;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller of the current request: its API token and its subscription. */
@RequestScoped
public class Caller {

  private final TokenLookup tokens;
  private @Nullable ApiToken token;
  private @Nullable Credential credential;

  Caller(TokenLookup tokens) {
    this.tokens = tokens;
  }

  void authenticated(ApiToken known, Credential found) {
    this.token = known;
    this.credential = found;
  }

  /**
   * The caller's subscription, which may have expired.
   *
   * @throws berth.error.ErrorException when the request was not authenticated: a path that {@link
   *     CallerFilter} does not cover is refused, and not served
   */
  public Subscription subscription() {
    return credential().subscription();
  }

  /**
   * The caller's subscription, for routes that require one that has not expired.
   *
   * @throws berth.error.ErrorException when the request was not authenticated, or the subscription
   *     has expired
   */
  public Subscription liveSubscription() {
    Subscription caller = subscription();
    if (caller.isExpiredAt(Instant.now())) {
      throw ErrorCatalogue.noSubscription().asException();
    }
    return caller;
  }

  /** The name of the caller's API token. */
  public String tokenName() {
    return credential().tokenName();
  }

  /** The caller, as the cause of an event. */
  public Actor actor() {
    return Actor.token(tokenName());
  }

  /** The role of the caller's API token. */
  public Role role() {
    return credential().rights().role();
  }

  /**
   * Authenticates the caller once more, for a request that has waited: its token may have been
   * revoked meanwhile.
   *
   * @return fails with {@link berth.error.ErrorException} when the caller would be refused now
   */
  public Uni<Void> authenticateAgain() {
    ApiToken known = token;
    if (known == null) {
      throw ErrorCatalogue.unauthorized().asException();
    }
    return tokens
        .find(known)
        .invoke(
            found -> {
              authenticated(
                  known, found.orElseThrow(() -> ErrorCatalogue.unauthorized().asException()));
              liveSubscription();
            })
        .replaceWithVoid();
  }

  /** Whether the API token of the caller still authenticates it, for a response that goes on. */
  public Uni<Boolean> isStillKnown() {
    ApiToken known = token;
    return known == null
        ? Uni.createFrom().item(false)
        : tokens.find(known).map(Optional::isPresent);
  }

  private Credential credential() {
    if (credential == null) {
      throw ErrorCatalogue.unauthorized().asException();
    }
    return credential;
  }
}
