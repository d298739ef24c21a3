package berth.slot;

import berth.auth.Caller;
import berth.problem.ErrorCatalogue;
import berth.request.RequestBody;
import berth.secret.DiscordToken;
import berth.slot.idempotency.IdempotencyKey;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.lease.SlotRequest;
import berth.slot.release.HeldSlots;
import berth.slot.release.JobOutcome;
import berth.slot.release.LeaseOutcome;
import berth.slot.take.TakeResult;
import berth.slot.take.TakeSlot;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v2/slots/midjourney}: takes slots; finds, renews and releases those that are held. */
@Path(SlotResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class SlotResource {

  static final String PATH = "/v2/slots/midjourney";

  private final Caller caller;
  private final TakeSlot takeSlot;
  private final HeldSlots heldSlots;
  private final LeaseIdCodec ids;

  SlotResource(Caller caller, TakeSlot takeSlot, HeldSlots heldSlots, LeaseIdCodec ids) {
    this.caller = caller;
    this.takeSlot = takeSlot;
    this.heldSlots = heldSlots;
    this.ids = ids;
  }

  @POST
  @Consumes(MediaType.WILDCARD) // an empty body may have any content type
  public Uni<RestResponse<SlotView>> take(
      RequestBody body,
      @RestHeader("Prefer") List<String> preferences,
      @Context RoutingContext http) {
    if (http.response().closed()) {
      // the disconnect would not be reported later, and the request would wait on
      throw ErrorCatalogue.unavailable().asException();
    }
    long subscription = caller.liveSubscription().id();
    SlotRequest request = SlotRequest.of(body);
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

  @GET
  @Path("/{slot}")
  public Uni<SlotView> find(@RestPath String slot) {
    return heldSlots.find(caller.subscription().id(), slot).map(held -> running(slot, held));
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Path("/{slot}/renew")
  public Uni<SlotView> renew(@RestPath String slot, RequestBody body) {
    return heldSlots
        .renew(caller.subscription().id(), slot, SlotRequest.renewalSeconds(body))
        .map(held -> running(slot, held));
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Path("/renew")
  public Uni<RenewedView> renewAll(RequestBody body) {
    long subscription = caller.subscription().id();
    return heldSlots
        .renewAll(subscription, SlotRequest.slots(body), SlotRequest.renewalSeconds(body))
        .map(RenewedView::of);
  }

  @DELETE
  @Path("/{slot}")
  public Uni<Void> release(
      @RestPath String slot,
      @RestQuery @Nullable String outcome,
      @RestQuery @Nullable String retryAfter,
      @RestQuery @Nullable String message) {
    return heldSlots
        .release(caller.subscription().id(), slot, JobOutcome.of(outcome, retryAfter, message))
        .map(SlotResource::released)
        .replaceWithVoid();
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

  private static SlotView running(String slot, LeaseOutcome outcome) {
    return outcome.fold(
        running -> SlotView.of(slot, running.lease(), null, running.status()),
        released -> {
          // only a release has this outcome
          throw ErrorCatalogue.slotGone().asException();
        },
        notHeld -> {
          throw notHeld.error().asException();
        });
  }

  private static LeaseOutcome.Released released(LeaseOutcome outcome) {
    return outcome.fold(
        running -> {
          // a release never has this outcome
          throw ErrorCatalogue.slotGone().asException();
        },
        released -> released,
        notHeld -> {
          throw notHeld.error().asException();
        });
  }
}
