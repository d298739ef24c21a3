package berth.subscription.rest;

import berth.auth.Caller;
import berth.subscription.Subscription;
import berth.subscription.Subscriptions;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /v2/account}: the caller's own subscription, which callers use to test a credential. */
@Path("/v2/account")
@Produces(MediaType.APPLICATION_JSON)
class SubscriptionResource {

  /**
   * The subscription as its callers see it.
   *
   * @param email always empty; the vendor's clients require it
   * @param verified always true; the vendor's clients require it
   * @param sub its id; the vendor's clients require it
   * @param accounts how many of its quantity are configured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OwnView(
      String name,
      Instant created,
      String email,
      boolean verified,
      String sub,
      int quantity,
      long accounts,
      int maxJobs,
      @Nullable Instant expiresAt) {}

  private final Caller caller;
  private final Subscriptions subscriptions;

  SubscriptionResource(Caller caller, Subscriptions subscriptions) {
    this.caller = caller;
    this.subscriptions = subscriptions;
  }

  @GET
  public Uni<OwnView> show() {
    Subscription own = caller.subscription();
    return subscriptions
        .countAccounts(own.id())
        .map(
            accounts ->
                new OwnView(
                    own.name(),
                    own.created(),
                    "",
                    true,
                    Long.toString(own.id()),
                    own.quantity(),
                    accounts,
                    own.maxJobs(),
                    own.expiresAt()));
  }
}
