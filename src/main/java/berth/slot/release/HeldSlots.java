package berth.slot.release;

import berth.slot.lease.FindStatement;
import berth.slot.lease.Lease;
import berth.slot.lease.LeaseIdCodec;
import berth.slot.lease.LeaseKey;
import berth.slot.lease.Leases;
import berth.slot.lease.RenewStatement;
import berth.slot.lease.RenewedLease;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds, renews and releases slots for their holders. A slot is named by the id that {@link
 * LeaseIdCodec} made of its lease.
 */
@ApplicationScoped
public class HeldSlots {

  private final LeaseIdCodec ids;
  private final Leases leases;
  private final ReleaseWithOutcome releaseWithOutcome;
  private final FindStatement find;

  HeldSlots(
      LeaseIdCodec ids, Leases leases, ReleaseWithOutcome releaseWithOutcome, FindStatement find) {
    this.ids = ids;
    this.leases = leases;
    this.releaseWithOutcome = releaseWithOutcome;
    this.find = find;
  }

  /** Finds the lease: {@code Running}, {@code Ended} or {@code Unknown}. */
  public Uni<LeaseOutcome> find(long subscriptionId, String slot) {
    return with(subscriptionId, slot, lease -> find.find(lease).map(HeldSlots::running));
  }

  /**
   * Renews the lease: {@code Running}, {@code Ended} or {@code Unknown}.
   *
   * @param leaseSeconds the length of the lease from now on; {@code null} for the length that it
   *     was last granted or renewed for
   */
  public Uni<LeaseOutcome> renew(long subscriptionId, String slot, @Nullable Integer leaseSeconds) {
    return with(
        subscriptionId,
        slot,
        lease ->
            leases
                .renew(new RenewStatement.Renewal(lease, leaseSeconds))
                .map(
                    renewed ->
                        renewed.isPresent()
                            ? new LeaseOutcome.Running(
                                renewed.get().lease(), renewed.get().status())
                            : new LeaseOutcome.Ended()));
  }

  /**
   * Renews the leases of all these slots.
   *
   * @param leaseSeconds the length of the leases from now on; {@code null} for the length that each
   *     was last granted or renewed for
   * @return the renewed leases by slot, in the order of the slots; empty for a lease that had ended
   *     or never existed
   */
  public Uni<Map<String, Optional<RenewedLease>>> renewAll(
      long subscriptionId, List<String> slots, @Nullable Integer leaseSeconds) {
    Map<String, Optional<RenewedLease>> bySlot = new LinkedHashMap<>();
    List<RenewStatement.Renewal> renewals = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (String slot : slots) {
      bySlot.put(slot, Optional.empty());
      ids.parse(subscriptionId, slot)
          .ifPresent(
              lease -> {
                named.add(slot);
                renewals.add(
                    new RenewStatement.Renewal(new LeaseKey(subscriptionId, lease), leaseSeconds));
              });
    }
    return renewals.isEmpty()
        ? Uni.createFrom().item(bySlot)
        : leases
            .renewAll(subscriptionId, renewals)
            .map(
                renewed -> {
                  for (int i = 0; i < named.size(); i++) {
                    bySlot.put(named.get(i), renewed.get(i));
                  }
                  return bySlot;
                });
  }

  /** Releases the slot: {@code Released}, {@code Ended} or {@code Unknown}. */
  public Uni<LeaseOutcome> release(long subscriptionId, String slot, JobOutcome outcome) {
    return with(
        subscriptionId,
        slot,
        lease ->
            releaseWithOutcome
                .release(lease, outcome)
                .map(
                    released -> released ? new LeaseOutcome.Released() : new LeaseOutcome.Ended()));
  }

  private Uni<LeaseOutcome> with(
      long subscriptionId, String slot, Function<LeaseKey, Uni<LeaseOutcome>> action) {
    return ids.parse(subscriptionId, slot)
        .map(lease -> action.apply(new LeaseKey(subscriptionId, lease)))
        .orElseGet(() -> Uni.createFrom().item(new LeaseOutcome.Unknown()));
  }

  private static LeaseOutcome running(Optional<Lease> found) {
    return found
        .<LeaseOutcome>map(lease -> new LeaseOutcome.Running(lease, null))
        .orElseGet(LeaseOutcome.Ended::new);
  }
}
