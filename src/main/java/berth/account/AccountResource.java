package berth.account;

import berth.problem.Problem;
import berth.request.RequestBody;
import berth.subscription.Caller;
import berth.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v2/account/midjourney}: the accounts of the caller's subscription. */
@Path("/v2/account/midjourney")
@Produces(MediaType.APPLICATION_JSON)
class AccountResource {

  private final Caller caller;
  private final UpsertAccount upsertAccount;
  private final UpdateAccount updateAccount;
  private final Accounts accounts;
  private final Refusals refusals;

  AccountResource(
      Caller caller,
      UpsertAccount upsertAccount,
      UpdateAccount updateAccount,
      Accounts accounts,
      Refusals refusals) {
    this.caller = caller;
    this.upsertAccount = upsertAccount;
    this.updateAccount = updateAccount;
    this.accounts = accounts;
    this.refusals = refusals;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<AccountView>> upsert(RequestBody body) {
    Subscription subscription = caller.liveSubscription();
    AccountRequest request = AccountRequest.of(body, subscription.maxJobs());
    return upsertAccount.upsert(subscription.id(), request).map(this::answer);
  }

  @GET
  @Path("/{channel: [0-9]+}")
  public Uni<AccountView> find(@RestPath String channel) {
    return accounts.find(caller.subscription().id(), channel).map(AccountResource::view);
  }

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{channel: [0-9]+}")
  public Uni<AccountView> update(@RestPath String channel, RequestBody body) {
    Subscription subscription = caller.liveSubscription();
    return updateAccount
        .update(subscription.id(), channel, AccountPatch.of(body, subscription.maxJobs()))
        .map(AccountResource::view);
  }

  @DELETE
  @Path("/{channel: [0-9]+}")
  public Uni<Void> delete(@RestPath String channel) {
    return accounts
        .delete(caller.subscription().id(), channel)
        .invoke(
            deleted -> {
              if (!deleted) {
                throw Problem.noSuchAccount().asException();
              }
            })
        .replaceWithVoid();
  }

  private static AccountView view(Optional<Account> found) {
    return found.map(AccountView::masked).orElseThrow(() -> Problem.noSuchAccount().asException());
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
