package berth.slot.lease;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to a slot until a deadline.
 *
 * @param ref the holder's own note
 * @param grantedAt by the clock of the database, like {@code leasedUntil}
 * @param left how long it still runs, at the least: by the clock of the database, less the time
 *     that its answer took
 */
public record Lease(
    LeaseId id, @Nullable String ref, Instant grantedAt, Instant leasedUntil, Duration left) {

  /** How long it still runs, to the nearest second. */
  public long leaseSeconds() {
    return left.plusMillis(500).toSeconds();
  }
}
