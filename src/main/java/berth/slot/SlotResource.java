package berth.slot;

import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.secret.DiscordToken;
import berth.slot.idempotency.IdempotencyKey;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import berth.slot.lease.RenewStatement;
import berth.slot.lease.SlotRequest;
import berth.slot.release.JobOutcome;
import berth.slot.release.ReleaseWithOutcome;
import berth.slot.take.TakeResult;
import berth.slot.take.TakeSlot;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v2/slots/midjourney}: takes slots; finds, renews and releases those that are held. */
class SlotResource implements SlotApi {

  private final Caller caller;
  private final TakeSlot takeSlot;
  private final Leases leases;
  private final ReleaseWithOutcome releaseWithOutcome;
  private final LeaseIdCodec ids;

  SlotResource(
      Caller caller,
      TakeSlot takeSlot,
      Leases leases,
      ReleaseWithOutcome releaseWithOutcome,
      LeaseIdCodec ids) {
    this.caller = caller;
    this.takeSlot = takeSlot;
    this.leases = leases;
    this.releaseWithOutcome = releaseWithOutcome;
    this.ids = ids;
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
    return takeSlot
        .take(
            new TakeSlot.Request(
                subscription,
                request,
                wait.orElse(Duration.ZERO),
                keys.isEmpty() ? null : IdempotencyKey.checked(keys)))
        .invoke(taken -> releaseIfUndelivered(subscription, taken, http))
        .map(taken -> response(subscription, request, taken));
  }

  @Override
  public Uni<SlotView> find(String slot) {
    return leases
        .find(lease(slot))
        .map(
            found ->
                found
                    .map(lease -> SlotView.of(slot, lease, null, null))
                    .orElseThrow(() -> ErrorCatalogue.slotGone().asException()));
  }

  @Override
  public Uni<SlotView> renew(String slot, JsonBody body) {
    Integer seconds = SlotBody.renewalSeconds(body);
    return leases
        .renew(new RenewStatement.Renewal(lease(slot), seconds))
        .map(
            renewed ->
                renewed
                    .map(one -> SlotView.of(slot, one.lease(), null, one.status()))
                    .orElseThrow(() -> ErrorCatalogue.slotGone().asException()));
  }

  @Override
  public Uni<RenewedView> renewAll(JsonBody body) {
    long subscription = caller.subscription().id();
    List<String> slots = SlotBody.slots(body);
    Integer seconds = SlotBody.renewalSeconds(body);
    Map<String, RenewStatement.Renewal> known = new LinkedHashMap<>();
    for (String slot : slots) {
      ids.parse(subscription, slot)
          .map(lease -> new RenewStatement.Renewal(new LeaseKey(subscription, lease), seconds))
          .ifPresent(renewal -> known.put(slot, renewal));
    }
    return leases
        .renewAll(subscription, List.copyOf(known.values()))
        .map(renewed -> RenewedView.of(slots, known.keySet(), renewed));
  }

  @Override
  public Uni<Void> release(
      String slot,
      @Nullable String outcome,
      @Nullable String retryAfter,
      @Nullable String message) {
    JobOutcome reported = JobOutcome.of(outcome, retryAfter, message);
    return releaseWithOutcome
        .release(lease(slot), reported)
        .invoke(
            released -> {
              if (!released) {
                throw ErrorCatalogue.slotGone().asException();
              }
            })
        .replaceWithVoid();
  }

  /** The lease of the caller that the id names. */
  private LeaseKey lease(String slot) {
    long subscription = caller.subscription().id();
    return ids.parse(subscription, slot)
        .map(lease -> new LeaseKey(subscription, lease))
        .orElseThrow(() -> ErrorCatalogue.noSuchSlot().asException());
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
          return RestResponse.ResponseBuilder.<SlotView>created(URI.create(PATH + "/" + slot))
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
