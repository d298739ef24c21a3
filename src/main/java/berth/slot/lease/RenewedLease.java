package berth.slot.lease;

import org.jspecify.annotations.Nullable;

/**
 * A lease that was renewed.
 *
 * @param status of its account, as callers know it; {@code null} when that was deleted since
 */
public record RenewedLease(Lease lease, @Nullable String status) {}
