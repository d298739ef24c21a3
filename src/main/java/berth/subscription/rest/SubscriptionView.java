package berth.subscription.rest;

import berth.subscription.ApiToken;
import berth.subscription.Subscription;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the administrator sees it.
 *
 * @param token its API token, whole, in the response to the request that created it; otherwise
 *     {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriptionView(
    long id,
    String name,
    int quantity,
    int maxJobs,
    Instant created,
    @Nullable Instant expiresAt,
    @Nullable String token) {

  /** Without the token. */
  @Override
  public String toString() {
    return "SubscriptionView[" + id + "]";
  }

  static SubscriptionView of(Subscription subscription) {
    return of(subscription, null);
  }

  static SubscriptionView withToken(Subscription subscription, ApiToken token) {
    return of(subscription, token.value());
  }

  private static SubscriptionView of(Subscription subscription, @Nullable String token) {
    return new SubscriptionView(
        subscription.id(),
        subscription.name(),
        subscription.quantity(),
        subscription.maxJobs(),
        subscription.created(),
        subscription.expiresAt(),
        token);
  }
}
