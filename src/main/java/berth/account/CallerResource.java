package berth.account;

import berth.subscription.Caller;
import berth.subscription.Subscription;
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
class CallerResource {

  /**
   * The subscription as its callers see it.
   *
   * @param accounts how many of its quantity are configured
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String name,
      Instant created,
      int quantity,
      long accounts,
      int maxJobs,
      @Nullable Instant expiresAt) {}

  private final Caller caller;
  private final Accounts accounts;

  CallerResource(Caller caller, Accounts accounts) {
    this.caller = caller;
    this.accounts = accounts;
  }

  @GET
  public Uni<View> show() {
    Subscription subscription = caller.subscription();
    return accounts
        .countOf(subscription.id())
        .map(
            configured ->
                new View(
                    subscription.name(),
                    subscription.created(),
                    subscription.quantity(),
                    configured,
                    subscription.maxJobs(),
                    subscription.expiresAt()));
  }
}
