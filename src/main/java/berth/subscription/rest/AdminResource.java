package berth.subscription.rest;

import berth.auth.AdminOnly;
import berth.request.RequestBody;
import berth.subscription.ApiToken;
import berth.subscription.NewSubscription;
import berth.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /admin/subscriptions}: creates and lists subscriptions. */
@AdminOnly
@Path("/admin/subscriptions")
@Produces(MediaType.APPLICATION_JSON)
class AdminResource {

  private final Subscriptions subscriptions;

  AdminResource(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<SubscriptionView>> create(RequestBody body) {
    ApiToken token = ApiToken.random();
    return subscriptions
        .create(NewSubscription.of(body), token)
        .map(
            created ->
                RestResponse.status(
                    RestResponse.Status.CREATED, SubscriptionView.withToken(created, token)));
  }

  @GET
  public Uni<SubscriptionList> list() {
    return subscriptions
        .listAllByAge()
        .map(all -> new SubscriptionList(all.stream().map(SubscriptionView::of).toList()));
  }

  record SubscriptionList(List<SubscriptionView> subscriptions) {}
}
