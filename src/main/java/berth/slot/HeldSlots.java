package berth.slot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the holder of a slot does with it. The slot is named by the text that {@link LeaseIds} made
 * of its lease.
 */
@ApplicationScoped
class HeldSlots {

  private final LeaseIds ids;
  private final LeaseStore leases;
  private final SlotLimits limits;

  HeldSlots(LeaseIds ids, LeaseStore leases, SlotLimits limits) {
    this.ids = ids;
    this.leases = leases;
    this.limits = limits;
  }

  /** Looks at the slot: {@code Running}, {@code Ended} or {@code Unknown}. */
  Uni<HeldSlot> find(long subscriptionId, String slot) {
    return with(
        subscriptionId, slot, lease -> leases.find(subscriptionId, lease).map(HeldSlots::running));
  }

  /**
   * Lets its lease run for that long from now on: {@code Running}, {@code Ended} or {@code
   * Unknown}.
   */
  Uni<HeldSlot> renew(long subscriptionId, String slot, int leaseSeconds) {
    return with(
        subscriptionId,
        slot,
        lease -> leases.renew(subscriptionId, lease, leaseSeconds).map(HeldSlots::running));
  }

  /** Gives it back: {@code Released}, {@code Ended} or {@code Unknown}. */
  Uni<HeldSlot> release(long subscriptionId, String slot) {
    return with(
        subscriptionId,
        slot,
        lease ->
            leases
                .release(subscriptionId, lease)
                .call(release -> resizeIfDrained(release, lease.channel()))
                .map(
                    release ->
                        release == Release.ENDED ? new HeldSlot.Ended() : new HeldSlot.Released()));
  }

  private Uni<Void> resizeIfDrained(Release release, String channel) {
    return release == Release.DRAINED ? limits.applyAnew(channel) : Uni.createFrom().voidItem();
  }

  private Uni<HeldSlot> with(
      long subscriptionId, String slot, Function<LeaseId, Uni<HeldSlot>> action) {
    return ids.parse(subscriptionId, slot)
        .map(action)
        .orElseGet(() -> Uni.createFrom().item(new HeldSlot.Unknown()));
  }

  private static HeldSlot running(Optional<Lease> found) {
    return found.<HeldSlot>map(HeldSlot.Running::new).orElseGet(HeldSlot.Ended::new);
  }
}
