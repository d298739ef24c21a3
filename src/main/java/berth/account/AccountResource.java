package berth.account;

import berth.account.store.Accounts;
import berth.account.upsert.AccountRequest;
import berth.account.upsert.UpsertAccount;
import berth.account.upsert.UpsertOutcome;
import berth.auth.Caller;
import berth.request.JsonBody;
import berth.request.Page;
import berth.response.OpenLists;
import berth.response.StreamedBody;
import berth.subscription.Subscription;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v2/account/midjourney}: the accounts of the caller's subscription. */
class AccountResource implements AccountApi {

  private final Caller caller;
  private final UpsertAccount upsertAccount;
  private final Accounts accounts;
  private final OpenLists lists;
  private final ObjectMapper json;

  AccountResource(
      Caller caller,
      UpsertAccount upsertAccount,
      Accounts accounts,
      OpenLists lists,
      ObjectMapper json) {
    this.caller = caller;
    this.upsertAccount = upsertAccount;
    this.accounts = accounts;
    this.lists = lists;
    this.json = json;
  }

  /** All accounts, or one page of them if the query has {@code limit} or {@code after}. */
  @Override
  public Uni<StreamedBody> list(
      @Nullable String limit, @Nullable String after, RoutingContext http) {
    long subscription = caller.subscription().id();
    Page page = Page.of(limit, after);
    boolean all = limit == null && after == null;
    lists.open(subscription, http);
    return new AccountList(subscription, all ? Page.ALL : page, accounts, json).stream();
  }

  /** Creates or updates an account. */
  @Override
  public Uni<RestResponse<ConfiguredAccount>> upsert(JsonBody body) {
    Subscription subscription = caller.liveSubscription();
    AccountRequest request = AccountRequest.of(body, subscription.maxJobs());
    return upsertAccount
        .upsert(subscription.id(), request, caller.actor())
        .map(AccountResource::response);
  }

  private static RestResponse<ConfiguredAccount> response(UpsertOutcome outcome) {
    return outcome.fold(
        stored ->
            RestResponse.status(
                stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                ConfiguredAccount.of(stored.account())),
        notStored -> {
          throw notStored.error().asException();
        });
  }
}
