package berth.slot;

import berth.auth.Caller;
import berth.request.Page;
import berth.response.JsonStream;
import berth.response.OpenLists;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.overview.SlotList;
import berth.slot.overview.SlotOverview;
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

/** {@code GET /v2/slots/midjourney}: a page of the caller's accounts, and the leases on them. */
@Path(SlotResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class SlotListResource {

  private final Caller caller;
  private final SlotOverview overview;
  private final LeaseIdCodec ids;
  private final OpenLists lists;
  private final ObjectMapper json;

  SlotListResource(
      Caller caller, SlotOverview overview, LeaseIdCodec ids, OpenLists lists, ObjectMapper json) {
    this.caller = caller;
    this.overview = overview;
    this.ids = ids;
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
    lists.open(subscription, http);
    return overview
        .accountsAfter(subscription, page.after(), page.limit() + 1)
        .flatMap(
            accounts -> new SlotList(subscription, page, accounts, overview, ids).stream(json));
  }
}
