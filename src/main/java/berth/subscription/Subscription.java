package berth.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The owner of accounts, slots and API tokens. No other subscription sees its accounts and slots.
 *
 * @param name for people; two subscriptions may have the same
 * @param quantity how many accounts it may configure
 * @param maxJobs the ceiling of the {@code maxJobs} of its accounts, 1 to 15
 * @param expiresAt from when on it may neither configure accounts nor take slots; {@code null} for
 *     never
 * @param email for people; empty when the administrator gave none
 */
public record Subscription(
    long id,
    String name,
    int quantity,
    int maxJobs,
    Instant created,
    @Nullable Instant expiresAt,
    String email) {

  public boolean isExpiredAt(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }
}
