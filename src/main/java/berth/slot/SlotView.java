package berth.slot;

import berth.slot.lease.Lease;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A held slot as its holder sees it.
 *
 * @param slot the id that the other routes know it by
 * @param discord the account's token, whole, in the one answer that grants the slot
 * @param leaseSeconds what is left of the lease, for callers whose clock is off
 * @param status of the account, in the answer to who renews the lease
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

  /** Without the token. */
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
