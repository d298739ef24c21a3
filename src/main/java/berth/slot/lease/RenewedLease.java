package berth.slot.lease;

import org.jspecify.annotations.Nullable;

/**
 * A lease that was renewed.
 *
 * @param status the status of its account, as callers see it; {@code null} when the account was
 *     deleted since the grant
 */
public record RenewedLease(Lease lease, @Nullable String status) {}
