package berth.slot;

import berth.problem.Problem;
import berth.request.RequestBody;
import berth.secret.DiscordToken;
import berth.subscription.Caller;
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

/** {@code /v2/slots/midjourney}: taking slots, and what their holders do with them. */
@Path(SlotResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class SlotResource {

  static final String PATH = "/v2/slots/midjourney";

  private final Caller caller;
  private final TakeSlot takeSlot;
  private final HeldSlots heldSlots;
  private final LeaseIds ids;

  SlotResource(Caller caller, TakeSlot takeSlot, HeldSlots heldSlots, LeaseIds ids) {
    this.caller = caller;
    this.takeSlot = takeSlot;
    this.heldSlots = heldSlots;
    this.ids = ids;
  }

  @POST
  @Consumes(MediaType.WILDCARD) // an empty body may say that it is anything
  public Uni<RestResponse<SlotView>> take(
      RequestBody body,
      @RestHeader("Prefer") List<String> preferences,
      @Context RoutingContext http) {
    if (http.response().closed()) {
      // nobody would notice later, and a waiter would wait on
      throw Problem.unavailable().asException();
    }
    long subscription = caller.liveSubscription().id();
    SlotRequest request = SlotRequest.of(body);
    Optional<Duration> wait = WaitPreference.of(preferences);
    // on whatever answer there will be
    wait.ifPresent(
        applied ->
            http.response().putHeader("Preference-Applied", WaitPreference.applied(applied)));
    // not by an annotation, which takes an empty header for none
    List<String> keys = http.request().headers().getAll("Idempotency-Key");
    return takeSlot
        .take(
            new TakeSlot.Request(
                subscription,
                request,
                wait.orElse(Duration.ZERO),
                keys.isEmpty() ? null : OwnKey.checked(keys)))
        .invoke(taken -> giveBackIfUnheard(subscription, taken, http))
        .map(taken -> answer(subscription, request, taken));
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
        .invoke(
            held -> {
              if (!(held instanceof LeaseOutcome.Released)) {
                throw gone(held).asException();
              }
            })
        .replaceWithVoid();
  }

  /** The framework does not tell of who hung up before it began to listen, or after it was told. */
  private void giveBackIfUnheard(long subscription, TakeOutcome taken, RoutingContext http) {
    HttpServerResponse response = http.response();
    if (response.closed()) {
      takeSlot.giveBack(subscription, taken);
    } else {
      http.addEndHandler(
          done -> {
            if (!response.ended()) {
              takeSlot.giveBack(subscription, taken);
            }
          });
    }
  }

  private RestResponse<SlotView> answer(long subscription, SlotRequest request, TakeOutcome taken) {
    if (taken instanceof TakeOutcome.Granted granted) {
      String slot = ids.format(subscription, granted.lease().id());
      return RestResponse.ResponseBuilder.<SlotView>created(URI.create(PATH + "/" + slot))
          .entity(SlotView.of(slot, granted.lease(), granted.token().value(), null))
          .build();
    }
    if (taken instanceof TakeOutcome.Already already) {
      String slot = ids.format(subscription, already.lease().id());
      String token = already.token().map(DiscordToken::value).orElse(null);
      return RestResponse.ok(SlotView.of(slot, already.lease(), token, null));
    }
    throw refusal(subscription, request, taken).asException();
  }

  private Problem refusal(long subscription, SlotRequest request, TakeOutcome taken) {
    if (taken instanceof TakeOutcome.Busy busy) {
      return Problem.busy(
          busy.executing().stream().map(lease -> ids.format(subscription, lease)).toList(),
          busy.untilNextChance());
    }
    if (taken instanceof TakeOutcome.Crowded crowded) {
      return Problem.tooManyWaiting(crowded.untilNextChance());
    }
    if (taken instanceof TakeOutcome.OutOfPlay out) {
      return Problem.outOfPlay(request.channel() != null, out.text());
    }
    if (taken instanceof TakeOutcome.NoAccount) {
      return request.channel() == null ? Problem.noAccounts() : Problem.noSuchAccount();
    }
    return Problem.unavailable();
  }

  private static SlotView running(String slot, LeaseOutcome held) {
    if (held instanceof LeaseOutcome.Running running) {
      return SlotView.of(slot, running.lease(), null, running.status());
    }
    throw gone(held).asException();
  }

  private static Problem gone(LeaseOutcome held) {
    return held instanceof LeaseOutcome.Unknown ? Problem.noSuchSlot() : Problem.slotGone();
  }
}
