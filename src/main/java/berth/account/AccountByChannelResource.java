package berth.account;

import berth.account.store.Account;
import berth.account.store.Accounts;
import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import berth.request.RequestBody;
import berth.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v2/account/midjourney/{channel}}: one account of the caller's subscription. */
@Path("/v2/account/midjourney")
@Produces(MediaType.APPLICATION_JSON)
class AccountByChannelResource {

  private final Caller caller;
  private final Accounts accounts;
  private final UpdateAccount updateAccount;
  private final DeleteAccount deleteAccount;

  AccountByChannelResource(
      Caller caller, Accounts accounts, UpdateAccount updateAccount, DeleteAccount deleteAccount) {
    this.caller = caller;
    this.accounts = accounts;
    this.updateAccount = updateAccount;
    this.deleteAccount = deleteAccount;
  }

  @GET
  @Path("/{channel: [0-9]+}")
  public Uni<AccountView> find(@RestPath String channel) {
    return accounts.find(caller.subscription().id(), channel).map(AccountByChannelResource::view);
  }

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{channel: [0-9]+}")
  public Uni<AccountView> update(@RestPath String channel, RequestBody body) {
    Subscription subscription = caller.liveSubscription();
    return updateAccount
        .update(subscription.id(), channel, AccountPatch.of(body, subscription.maxJobs()))
        .map(AccountByChannelResource::view);
  }

  @DELETE
  @Path("/{channel: [0-9]+}")
  public Uni<Void> delete(@RestPath String channel) {
    return deleteAccount
        .delete(caller.subscription().id(), channel)
        .invoke(
            deleted -> {
              if (!deleted) {
                throw ErrorCatalogue.noSuchAccount().asException();
              }
            })
        .replaceWithVoid();
  }

  private static AccountView view(Optional<Account> found) {
    return found
        .map(AccountView::of)
        .orElseThrow(() -> ErrorCatalogue.noSuchAccount().asException());
  }
}
