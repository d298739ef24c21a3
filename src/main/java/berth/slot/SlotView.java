package berth.slot;

import berth.slot.lease.Lease;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A held slot as its holder sees it.
 *
 * @param slot the id by which the other routes know the slot
 * @param discord the account's token, whole, only in the response to a request for a slot
 * @param leaseSeconds the rest of the lease, for callers whose clock is off
 * @param status the status of the account, only in the response to a renewal
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SlotView(
    String slot,
    String channel,
    @Nullable String discord,
    long fence,
    Instant grantedAt,
    Instant leasedUntil,
    long leaseSeconds,
    @Nullable String ref,
    @Nullable String status) {

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "SlotView[" + slot + "]";
  }

  static SlotView of(String slot, Lease lease, @Nullable String discord, @Nullable String status) {
    return new SlotView(
        slot,
        lease.id().channel(),
        discord,
        lease.id().fence(),
        lease.grantedAt(),
        lease.leasedUntil(),
        lease.leaseSeconds(),
        lease.ref(),
        status);
  }
}
