package berth.slot;

import berth.slot.lease.RenewedLease;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of renewing many leases, in the order in which the request names them.
 *
 * @param ended the slots that the caller does not hold: their leases had ended, never existed, or
 *     belong to another subscription
 */
@Schema(
    name = "RenewedSlots",
    description = "The result of renewing many leases.",
    requiredProperties = {"renewed", "ended"})
record RenewedView(
    @Schema(description = "The leases that were renewed.") List<One> renewed,
    @Schema(description = "The slots whose leases had ended, or never were the caller's.")
        List<String> ended) {

  /**
   * A renewed lease.
   *
   * @param status the status of its account; absent when the account was deleted since the grant
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "RenewedSlot",
      description = "A lease that was renewed.",
      requiredProperties = {"slot", "leasedUntil", "leaseSeconds"})
  record One(
      @Schema(description = "The id of the slot.") String slot,
      @Schema(description = "When the lease ends, by the database's clock.") Instant leasedUntil,
      @Schema(description = "Seconds that are left of the lease, for callers whose clock is off.")
          long leaseSeconds,
      @Schema(description = "The status of the account; absent when the account was deleted.")
          @Nullable String status) {}

  /**
   * Makes the view.
   *
   * @param slots the slots that the request names
   * @param known those of them that name a lease
   * @param leases the renewed leases, in the order of the known slots; empty where one had ended
   */
  static RenewedView of(
      List<String> slots, Set<String> known, List<Optional<RenewedLease>> leases) {
    List<One> renewed = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    int next = 0;
    for (String slot : slots) {
      Optional<RenewedLease> lease = known.contains(slot) ? leases.get(next++) : Optional.empty();
      lease.ifPresentOrElse(one -> renewed.add(one(slot, one)), () -> ended.add(slot));
    }
    return new RenewedView(renewed, ended);
  }

  private static One one(String slot, RenewedLease renewed) {
    return new One(
        slot, renewed.lease().leasedUntil(), renewed.lease().leaseSeconds(), renewed.status());
  }
}
