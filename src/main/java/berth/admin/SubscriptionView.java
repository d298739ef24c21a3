package berth.admin;

import berth.subscription.Subscription;
import berth.subscription.token.ApiToken;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as the administrator sees it.
 *
 * @param token its first API token, whole, in the response to the request that created it;
 *     otherwise {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Subscription",
    description = "A subscription, as the administrator sees it.",
    requiredProperties = {"id", "name", "quantity", "maxJobs", "created", "email"})
record SubscriptionView(
    @Schema(description = "Its id.") long id,
    @Schema(description = "Its name.") String name,
    @Schema(description = "How many accounts it may configure.") int quantity,
    @Schema(description = "The ceiling of the maxJobs of its accounts.") int maxJobs,
    @Schema(description = "When it was created.") Instant created,
    @Schema(description = "When it expires; absent when it never does.")
        @Nullable Instant expiresAt,
    @Schema(description = "An address, for people; empty when none was given.") String email,
    @Schema(
            description =
                "Its first API token, whole; only in the answer to the request that created it.")
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
        subscription.email(),
        token);
  }
}
