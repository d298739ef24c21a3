package berth.slot;

import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.secret.DiscordToken;
import berth.slot.history.GrantMinutes;
import berth.slot.idempotency.IdempotencyKey;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.lease.SlotRequest;
import berth.slot.take.TakeResult;
import berth.slot.take.TakeSlot;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code POST /v2/slots/midjourney}: takes slots. */
class TakeSlotResource implements TakeSlotApi {

  private final Caller caller;
  private final TakeSlot takeSlot;
  private final LeaseIdCodec ids;
  private final GrantMinutes minutes;
  private final GrantAudit audit;

  TakeSlotResource(
      Caller caller, TakeSlot takeSlot, LeaseIdCodec ids, GrantMinutes minutes, GrantAudit audit) {
    this.caller = caller;
    this.takeSlot = takeSlot;
    this.ids = ids;
    this.minutes = minutes;
    this.audit = audit;
  }

  @Override
  public Uni<RestResponse<SlotView>> take(
      JsonBody body, List<String> preferences, RoutingContext http) {
    if (http.response().closed()) {
      // the disconnect would not be reported later, and the request would wait on
      throw ErrorCatalogue.unavailable().asException();
    }
    long subscription = caller.liveSubscription().id();
    SlotRequest request = SlotBody.take(body);
    Optional<Duration> wait = WaitPreference.of(preferences);
    // for any response, errors too
    wait.ifPresent(
        applied ->
            http.response().putHeader("Preference-Applied", WaitPreference.applied(applied)));
    // not by an annotation, which treats an empty header as absent
    List<String> keys = http.request().headers().getAll("Idempotency-Key");
    long begun = System.nanoTime();
    return takeSlot
        .take(
            new TakeSlot.Request(
                subscription,
                request,
                wait.orElse(Duration.ZERO),
                keys.isEmpty() ? null : IdempotencyKey.checked(keys)))
        .invoke(taken -> releaseIfUndelivered(subscription, taken, http))
        .call(
            taken ->
                wait.isEmpty() && keys.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : confirm(subscription, taken))
        .invoke(taken -> record(subscription, begun, taken))
        .map(taken -> response(subscription, request, taken));
  }

  /**
   * Fails if the API token was revoked while its request waited, for a slot or for the owner of its
   * idempotency key, and releases the slot that it was granted.
   */
  private Uni<Void> confirm(long subscription, TakeResult taken) {
    return caller
        .authenticateAgain()
        .onFailure()
        .invoke(() -> takeSlot.releaseUndelivered(subscription, taken));
  }

  private void record(long subscription, long begun, TakeResult taken) {
    if (taken instanceof TakeResult.Granted granted) {
      minutes.granted(subscription, System.nanoTime() - begun);
      audit.granted(caller, granted.lease().id());
    }
  }

  /**
   * Releases the slot if the client has disconnected. The framework does not cancel the request of
   * a client that disconnected before the framework listened for that, or after it had the result.
   */
  private void releaseIfUndelivered(long subscription, TakeResult taken, RoutingContext http) {
    HttpServerResponse response = http.response();
    if (response.closed()) {
      takeSlot.releaseUndelivered(subscription, taken);
    } else {
      http.addEndHandler(
          done -> {
            if (!response.ended()) {
              takeSlot.releaseUndelivered(subscription, taken);
            }
          });
    }
  }

  private RestResponse<SlotView> response(
      long subscription, SlotRequest request, TakeResult taken) {
    return taken.fold(
        granted -> {
          String slot = ids.format(subscription, granted.lease().id());
          return RestResponse.ResponseBuilder.<SlotView>created(
                  URI.create(SlotApi.PATH + "/" + slot))
              .entity(SlotView.of(slot, granted.lease(), granted.token().value(), null))
              .build();
        },
        already -> {
          String slot = ids.format(subscription, already.lease().id());
          String token = already.token().map(DiscordToken::value).orElse(null);
          return RestResponse.ok(SlotView.of(slot, already.lease(), token, null));
        },
        notTaken -> {
          throw notTaken
              .error(request.channel() != null, lease -> ids.format(subscription, lease))
              .asException();
        });
  }
}
