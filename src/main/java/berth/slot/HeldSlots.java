package berth.slot;

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
 * What the holder of a slot does with it. The slot is named by the text that {@link LeaseIds} made
 * of its lease.
 */
@ApplicationScoped
class HeldSlots {

  private final LeaseIds ids;
  private final Leases leases;
  private final EndOfJob endOfJob;
  private final FindStatement find;

  HeldSlots(LeaseIds ids, Leases leases, EndOfJob endOfJob, FindStatement find) {
    this.ids = ids;
    this.leases = leases;
    this.endOfJob = endOfJob;
    this.find = find;
  }

  /** Looks at the slot: {@code Running}, {@code Ended} or {@code Unknown}. */
  Uni<LeaseOutcome> find(long subscriptionId, String slot) {
    return with(subscriptionId, slot, lease -> find.find(lease).map(HeldSlots::running));
  }

  /**
   * Lets its lease run on: {@code Running}, {@code Ended} or {@code Unknown}.
   *
   * @param leaseSeconds for so long from now on; {@code null} for as long again
   */
  Uni<LeaseOutcome> renew(long subscriptionId, String slot, @Nullable Integer leaseSeconds) {
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
   * Lets the leases of all these slots run on.
   *
   * @param leaseSeconds for so long from now on; {@code null} for as long again as each did
   * @return by slot, in their order; empty for one that had ended or never was
   */
  Uni<Map<String, Optional<Renewed>>> renewAll(
      long subscriptionId, List<String> slots, @Nullable Integer leaseSeconds) {
    Map<String, Optional<Renewed>> bySlot = new LinkedHashMap<>();
    List<RenewStatement.Renewal> renewals = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (String slot : slots) {
      bySlot.put(slot, Optional.empty());
      ids.parse(subscriptionId, slot)
          .ifPresent(
              lease -> {
                named.add(slot);
                renewals.add(
                    new RenewStatement.Renewal(new HeldLease(subscriptionId, lease), leaseSeconds));
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

  /** Gives it back: {@code Released}, {@code Ended} or {@code Unknown}. */
  Uni<LeaseOutcome> release(long subscriptionId, String slot, JobOutcome outcome) {
    return with(
        subscriptionId,
        slot,
        lease ->
            endOfJob
                .release(lease, outcome)
                .map(
                    released -> released ? new LeaseOutcome.Released() : new LeaseOutcome.Ended()));
  }

  private Uni<LeaseOutcome> with(
      long subscriptionId, String slot, Function<HeldLease, Uni<LeaseOutcome>> action) {
    return ids.parse(subscriptionId, slot)
        .map(lease -> action.apply(new HeldLease(subscriptionId, lease)))
        .orElseGet(() -> Uni.createFrom().item(new LeaseOutcome.Unknown()));
  }

  private static LeaseOutcome running(Optional<Lease> found) {
    return found
        .<LeaseOutcome>map(lease -> new LeaseOutcome.Running(lease, null))
        .orElseGet(LeaseOutcome.Ended::new);
  }
}
