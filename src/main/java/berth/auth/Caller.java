package berth.auth;

import berth.problem.ErrorCatalogue;
import berth.subscription.Subscription;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The subscription that the present request was made for. */
@RequestScoped
public class Caller {

  private @Nullable Subscription subscription;

  void authenticated(Subscription subscription) {
    this.subscription = subscription;
  }

  /**
   * The caller's subscription, which may have expired.
   *
   * @throws berth.problem.ProblemException when nobody was authenticated: a path that no filter saw
   *     is refused and not served
   */
  public Subscription subscription() {
    if (subscription == null) {
      throw ErrorCatalogue.unauthorized().asException();
    }
    return subscription;
  }

  /**
   * The caller's subscription, for what only a live one may do.
   *
   * @throws berth.problem.ProblemException when nobody was authenticated or it has expired
   */
  public Subscription liveSubscription() {
    Subscription caller = subscription();
    if (caller.isExpiredAt(Instant.now())) {
      throw ErrorCatalogue.noSubscription().asException();
    }
    return caller;
  }
}
