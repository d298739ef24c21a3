package berth.subscription.rest;

import berth.auth.Caller;
import berth.subscription.Subscription;
import berth.subscription.Subscriptions;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** {@code /v2/account}: the caller's own subscription, which callers use to test a credential. */
class SubscriptionResource implements SubscriptionApi {

  /**
   * The subscription as its callers see it.
   *
   * @param email empty when the administrator gave none; the vendor's clients require it
   * @param verified always true; the vendor's clients require it
   * @param sub its id; the vendor's clients require it
   * @param accounts how many of its quantity are configured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "OwnSubscription",
      description = "The subscription, as its callers see it.",
      requiredProperties = {
        "name",
        "created",
        "email",
        "verified",
        "sub",
        "quantity",
        "accounts",
        "maxJobs",
        "token"
      })
  record OwnView(
      @Schema(description = "Its name.") String name,
      @Schema(description = "When it was created.") Instant created,
      @Schema(description = "An address, for people; empty when none was given.") String email,
      @Schema(description = "Always true; for clients of the vendor.") boolean verified,
      @Schema(description = "Its id.") String sub,
      @Schema(description = "How many accounts it may configure.") int quantity,
      @Schema(description = "How many it has configured.") long accounts,
      @Schema(description = "The ceiling of the maxJobs of its accounts.") int maxJobs,
      @Schema(description = "When it expires; absent when it never does.")
          @Nullable Instant expiresAt,
      @Schema(description = "The API token of the request.") OwnToken token) {}

  /**
   * The API token of the request.
   *
   * @param role what it permits
   */
  @Schema(
      name = "OwnToken",
      description = "The API token of the request.",
      requiredProperties = {"name", "role"})
  record OwnToken(
      @Schema(description = "Its name.") String name,
      @Schema(description = "What it permits: `full`, `worker` or `read`.") String role) {}

  private final Caller caller;
  private final Subscriptions subscriptions;

  SubscriptionResource(Caller caller, Subscriptions subscriptions) {
    this.caller = caller;
    this.subscriptions = subscriptions;
  }

  @Override
  public Uni<OwnView> show() {
    Subscription own = caller.subscription();
    return subscriptions
        .countAccounts(own.id())
        .map(
            accounts ->
                new OwnView(
                    own.name(),
                    own.created(),
                    own.email(),
                    true,
                    Long.toString(own.id()),
                    own.quantity(),
                    accounts,
                    own.maxJobs(),
                    own.expiresAt(),
                    new OwnToken(caller.tokenName(), caller.role().apiName())));
  }
}
