package berth.slot;

import berth.auth.Caller;
import berth.request.Page;
import berth.response.OpenLists;
import berth.response.StreamedBody;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.overview.SlotList;
import berth.slot.overview.SlotOverview;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** {@code GET /v2/slots/midjourney}: a page of the caller's accounts, and the leases on them. */
class SlotListResource implements SlotListApi {

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

  @Override
  public Uni<StreamedBody> list(
      @Nullable String limit, @Nullable String after, RoutingContext http) {
    long subscription = caller.subscription().id();
    Page page = Page.of(limit, after);
    lists.open(subscription, http);
    return overview
        .accountsAfter(subscription, page.after(), page.limit() + 1)
        .flatMap(
            accounts -> new SlotList(subscription, page, accounts, overview, ids).stream(json));
  }
}
