package berth.slot;

import berth.slot.lease.RenewedLease;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of renewing many leases, in the order in which the request names them.
 *
 * @param ended the slots that the caller does not hold: their leases had ended, never existed, or
 *     belong to another subscription
 */
record RenewedView(List<One> renewed, List<String> ended) {

  /**
   * A renewed lease.
   *
   * @param status the status of its account; absent when the account was deleted since the grant
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record One(String slot, Instant leasedUntil, long leaseSeconds, @Nullable String status) {}

  static RenewedView of(Map<String, Optional<RenewedLease>> bySlot) {
    return new RenewedView(
        bySlot.entrySet().stream()
            .flatMap(each -> each.getValue().map(renewed -> one(each.getKey(), renewed)).stream())
            .toList(),
        bySlot.entrySet().stream()
            .filter(each -> each.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList());
  }

  private static One one(String slot, RenewedLease renewed) {
    return new One(
        slot, renewed.lease().leasedUntil(), renewed.lease().leaseSeconds(), renewed.status());
  }
}
