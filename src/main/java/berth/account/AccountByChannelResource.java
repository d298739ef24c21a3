package berth.account;

import berth.account.edit.AccountPatch;
import berth.account.edit.DeleteAccount;
import berth.account.edit.UpdateAccount;
import berth.account.store.Account;
import berth.account.store.Accounts;
import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.subscription.Subscription;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** {@code /v2/account/midjourney/{channel}}: one account of the caller's subscription. */
class AccountByChannelResource implements AccountByChannelApi {

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

  @Override
  public Uni<AccountView> find(String channel) {
    return accounts.find(caller.subscription().id(), channel).map(AccountByChannelResource::view);
  }

  @Override
  public Uni<AccountView> update(String channel, JsonBody body) {
    Subscription subscription = caller.liveSubscription();
    return updateAccount
        .update(
            subscription.id(),
            channel,
            AccountPatch.of(body, subscription.maxJobs()),
            caller.actor())
        .map(AccountByChannelResource::view);
  }

  @Override
  public Uni<Void> delete(String channel) {
    return deleteAccount
        .delete(caller.subscription().id(), channel, caller.actor())
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
