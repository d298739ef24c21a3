package berth.slot.overview;

import berth.slot.lease.Lease;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A held slot in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@RegisterForReflection // written piece by piece, so no resource declares to return it
record ExecutingView(
    String slot, String channel, @Nullable String ref, Instant grantedAt, Instant leasedUntil) {

  static ExecutingView of(String slot, Lease lease) {
    return new ExecutingView(
        slot, lease.id().channel(), lease.ref(), lease.grantedAt(), lease.leasedUntil());
  }
}
