package berth.account;

import berth.account.store.Accounts;
import berth.auth.Caller;
import berth.request.Page;
import berth.response.JsonStream;
import berth.response.OpenLists;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code GET /v2/account/midjourney}: all accounts of the caller's subscription, or a page. */
@Path("/v2/account/midjourney")
@Produces(MediaType.APPLICATION_JSON)
class AccountListResource {

  private final Caller caller;
  private final Accounts accounts;
  private final OpenLists lists;
  private final ObjectMapper json;

  AccountListResource(Caller caller, Accounts accounts, OpenLists lists, ObjectMapper json) {
    this.caller = caller;
    this.accounts = accounts;
    this.lists = lists;
    this.json = json;
  }

  @GET
  public Uni<JsonStream> list(
      @RestQuery @Nullable String limit,
      @RestQuery @Nullable String after,
      @Context RoutingContext http) {
    long subscription = caller.subscription().id();
    Page page = Page.of(limit, after);
    boolean all = limit == null && after == null;
    lists.open(subscription, http);
    return new AccountList(subscription, all ? Page.ALL : page, accounts, json).stream();
  }
}
