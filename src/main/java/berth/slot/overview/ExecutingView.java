package berth.slot.overview;

import berth.slot.lease.Lease;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A held slot in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection // written piece by piece, so no resource declares to return it
@Schema(
    name = "HeldSlot",
    description = "A slot that is held, in a list.",
    requiredProperties = {"slot", "channel", "grantedAt", "leasedUntil"})
public record ExecutingView(
    @Schema(description = "The id of the slot.") String slot,
    @Schema(description = "The channel of the account.") String channel,
    @Schema(description = "The caller's own note.") @Nullable String ref,
    @Schema(description = "When the slot was granted, by the database's clock.") Instant grantedAt,
    @Schema(description = "When the lease ends, by the database's clock.") Instant leasedUntil) {

  static ExecutingView of(String slot, Lease lease) {
    return new ExecutingView(
        slot, lease.id().channel(), lease.ref(), lease.grantedAt(), lease.leasedUntil());
  }
}
