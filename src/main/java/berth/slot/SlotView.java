package berth.slot;

import berth.slot.lease.Lease;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
@Schema(
    name = "Slot",
    description = "A slot that is held.",
    requiredProperties = {"slot", "channel", "fence", "grantedAt", "leasedUntil", "leaseSeconds"})
record SlotView(
    @Schema(description = "The id by which the other routes know the slot.") String slot,
    @Schema(description = "The channel of the account.") String channel,
    @Schema(
            description =
                "The account's Discord token, whole; only in the answer to a request for a slot.")
        @Nullable String discord,
    @Schema(
            description =
                "Grows with every grant of the service, so that a late holder can be told from the present one.")
        long fence,
    @Schema(description = "When the slot was granted, by the database's clock.") Instant grantedAt,
    @Schema(description = "When the lease ends, by the database's clock.") Instant leasedUntil,
    @Schema(description = "Seconds that are left of the lease, for callers whose clock is off.")
        long leaseSeconds,
    @Schema(description = "The caller's own note.") @Nullable String ref,
    @Schema(
            description =
                "The status of the account; only in the answer to a renewal, and absent when the account was deleted.")
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
