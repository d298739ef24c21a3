package berth.slot.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to a slot until a deadline.
 *
 * @param ref the holder's own note
 * @param grantedAt by the database's clock, like {@code leasedUntil}
 * @param left the least time that the lease still runs: by the database's clock, less the time that
 *     the database's response took
 */
public record Lease(
    LeaseId id, @Nullable String ref, Instant grantedAt, Instant leasedUntil, Duration left) {

  /** The time that the lease still runs, to the nearest second. */
  public long leaseSeconds() {
    return left.plusMillis(500).toSeconds();
  }
}
