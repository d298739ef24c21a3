package berth.subscription.rest;

import berth.auth.AdminOnly;
import berth.request.JsonBody;
import berth.subscription.ApiToken;
import berth.subscription.NewSubscription;
import berth.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /admin/subscriptions}: creates and lists subscriptions. */
@AdminOnly
class AdminResource implements AdminApi {

  private final Subscriptions subscriptions;

  AdminResource(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @Override
  public Uni<RestResponse<SubscriptionView>> create(JsonBody body) {
    ApiToken token = ApiToken.random();
    return subscriptions
        .create(NewSubscription.of(body), token)
        .map(
            created ->
                RestResponse.status(
                    RestResponse.Status.CREATED, SubscriptionView.withToken(created, token)));
  }

  @Override
  public Uni<SubscriptionList> list() {
    return subscriptions
        .listAllByAge()
        .map(all -> new SubscriptionList(all.stream().map(SubscriptionView::of).toList()));
  }

  @Schema(
      name = "SubscriptionList",
      description = "All subscriptions.",
      requiredProperties = {"subscriptions"})
  record SubscriptionList(
      @Schema(description = "The subscriptions, the oldest first.")
          List<SubscriptionView> subscriptions) {}
}
