package berth.account;

import berth.account.upsert.AccountRequest;
import berth.account.upsert.UpsertAccount;
import berth.account.upsert.UpsertOutcome;
import berth.auth.Caller;
import berth.request.RequestBody;
import berth.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code POST /v2/account/midjourney}: configures an account of the caller's subscription. */
@Path("/v2/account/midjourney")
@Produces(MediaType.APPLICATION_JSON)
class AccountResource {

  private final Caller caller;
  private final UpsertAccount upsertAccount;
  private final String subscriptionLink;

  AccountResource(
      Caller caller,
      UpsertAccount upsertAccount,
      @ConfigProperty(name = "berth.subscription-link") String subscriptionLink) {
    this.caller = caller;
    this.upsertAccount = upsertAccount;
    this.subscriptionLink = subscriptionLink;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<AccountView>> upsert(RequestBody body) {
    Subscription subscription = caller.liveSubscription();
    AccountRequest request = AccountRequest.of(body, subscription.maxJobs());
    return upsertAccount.upsert(subscription.id(), request).map(this::answer);
  }

  private RestResponse<AccountView> answer(UpsertOutcome outcome) {
    return outcome.fold(
        stored ->
            RestResponse.status(
                stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                AccountView.configured(stored.account())),
        notStored -> {
          throw notStored.error(subscriptionLink).asException();
        });
  }
}
