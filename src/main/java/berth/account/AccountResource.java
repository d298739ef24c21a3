package berth.account;

import berth.request.RequestBody;
import berth.subscription.Caller;
import berth.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code POST /v2/account/midjourney}: configures an account of the caller's subscription. */
@Path("/v2/account/midjourney")
@Produces(MediaType.APPLICATION_JSON)
class AccountResource {

  private final Caller caller;
  private final UpsertAccount upsertAccount;
  private final Refusals refusals;

  AccountResource(Caller caller, UpsertAccount upsertAccount, Refusals refusals) {
    this.caller = caller;
    this.upsertAccount = upsertAccount;
    this.refusals = refusals;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<AccountView>> upsert(RequestBody body) {
    Subscription subscription = caller.liveSubscription();
    AccountRequest request = AccountRequest.of(body, subscription.maxJobs());
    return upsertAccount.upsert(subscription.id(), request).map(this::answer);
  }

  private RestResponse<AccountView> answer(UpsertOutcome outcome) {
    if (outcome instanceof UpsertOutcome.Created created) {
      return RestResponse.status(
          RestResponse.Status.CREATED, AccountView.configured(created.account()));
    }
    if (outcome instanceof UpsertOutcome.Updated updated) {
      return RestResponse.ok(AccountView.configured(updated.account()));
    }
    throw refusals.of(outcome).asException();
  }
}
