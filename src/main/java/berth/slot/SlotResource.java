package berth.slot;

import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import berth.slot.lease.RenewStatement;
import berth.slot.release.JobOutcome;
import berth.slot.release.ReleaseWithOutcome;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v2/slots/midjourney/…}: finds, renews and releases slots that are held. */
class SlotResource implements SlotApi {

  private final Caller caller;
  private final Leases leases;
  private final ReleaseWithOutcome releaseWithOutcome;
  private final LeaseIdCodec ids;

  SlotResource(
      Caller caller, Leases leases, ReleaseWithOutcome releaseWithOutcome, LeaseIdCodec ids) {
    this.caller = caller;
    this.leases = leases;
    this.releaseWithOutcome = releaseWithOutcome;
    this.ids = ids;
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
        .release(lease(slot), reported, caller.actor())
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
}
