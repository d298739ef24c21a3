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

  /**
   * Whether the lease is of no use any more: it has ended, or ends within half a second. That is so
   * when this pod was frozen while the database's response waited.
   */
  public boolean isOver() {
    return leaseSeconds() <= 0;
  }

  /** The time that the lease still runs, to the nearest second; negative when it has ended. */
  public long leaseSeconds() {
    return left.plusMillis(500).toSeconds();
  }
}
