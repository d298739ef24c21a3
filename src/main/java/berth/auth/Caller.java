package berth.auth;

import berth.error.ErrorCatalogue;
import berth.subscription.Subscription;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The subscription of the current request's caller. */
@RequestScoped
public class Caller {

  private @Nullable Subscription subscription;

  void authenticated(Subscription subscription) {
    this.subscription = subscription;
  }

  /**
   * The caller's subscription, which may have expired.
   *
   * @throws berth.error.ErrorException when the request was not authenticated: a path that {@link
   *     CallerFilter} does not cover is refused, and not served
   */
  public Subscription subscription() {
    if (subscription == null) {
      throw ErrorCatalogue.unauthorized().asException();
    }
    return subscription;
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
}
