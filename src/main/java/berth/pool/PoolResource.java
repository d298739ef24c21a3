package berth.pool;

import berth.auth.Caller;
import berth.request.Page;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v2/pool}: the pool of the caller's subscription at a glance. */
class PoolResource implements PoolApi {

  private static final int MAX_ACCOUNTS = 500;

  private final Caller caller;
  private final PoolSnapshots snapshots;

  PoolResource(Caller caller, PoolSnapshots snapshots) {
    this.caller = caller;
    this.snapshots = snapshots;
  }

  @Override
  public Uni<RestResponse<byte[]>> show(
      @Nullable String limit, @Nullable String after, @Nullable String known) {
    Page page = Page.of(limit, after, MAX_ACCOUNTS);
    return snapshots
        .find(caller.subscription().id(), page.after(), page.limit())
        .map(snapshot -> snapshot.tag().equals(known) ? unchanged(snapshot) : changed(snapshot));
  }

  private static RestResponse<byte[]> unchanged(PoolSnapshot snapshot) {
    return RestResponse.ResponseBuilder.<byte[]>create(RestResponse.Status.NOT_MODIFIED)
        .header(HttpHeaders.ETAG, snapshot.tag())
        .build();
  }

  private static RestResponse<byte[]> changed(PoolSnapshot snapshot) {
    return RestResponse.ResponseBuilder.ok(snapshot.body(), MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.ETAG, snapshot.tag())
        .build();
  }
}
