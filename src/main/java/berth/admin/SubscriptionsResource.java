package berth.admin;

import berth.auth.AdminOnly;
import berth.request.JsonBody;
import berth.subscription.NewSubscription;
import berth.subscription.Subscriptions;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /admin/subscriptions}: creates and lists subscriptions. */
@AdminOnly
class SubscriptionsResource implements SubscriptionsApi {

  private final Subscriptions subscriptions;

  SubscriptionsResource(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @Override
  public Uni<RestResponse<SubscriptionView>> create(JsonBody body) {
    return subscriptions
        .create(NewSubscription.of(body))
        .invoke(created -> AdminLog.changed("created", created.subscription().id()).write())
        .map(
            created ->
                RestResponse.status(
                    RestResponse.Status.CREATED,
                    SubscriptionView.withToken(created.subscription(), created.token().secret())));
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
