package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Out of rotation until the moderation ends, or until an operator has settled it and resets the
 * account.
 *
 * @param until when the moderation ends by itself; {@code null} for never
 * @param refusal why Discord has refused the account meanwhile; then the account is checked at the
 *     end of the moderation instead of coming back. {@code null} when Discord has not refused it
 */
public record Moderated(@Nullable String message, @Nullable Instant until, @Nullable String refusal)
    implements Health {

  @Override
  public HealthStatus status() {
    return HealthStatus.MODERATED;
  }

  /** The moderation does not end before the rate limit does. */
  @Override
  public Health limited(Instant other) {
    return new Moderated(message, later(until, other), refusal);
  }

  @Override
  public Health doubted(Instant check) {
    return refusal == null ? refused(Rejected.BY_HOLDER) : this;
  }

  @Override
  public Health rejected(Instant nextCheck, String reason) {
    return refused(reason);
  }

  @Override
  public Health refused(String reason) {
    return new Moderated(message, until, reason);
  }

  /** The newest message and the latest end count. */
  @Override
  public Health moderated(@Nullable String newMessage, @Nullable Instant other) {
    return new Moderated(newMessage, later(until, other), refusal);
  }

  @Override
  public Health confirmed() {
    return new Moderated(message, until, null);
  }

  @Override
  public Health reset() {
    return new Active();
  }

  @Override
  public Health cooled(Instant now) {
    if (until == null || now.isBefore(until)) {
      return this;
    }
    return refusal == null ? new Active() : new Rejected(1, now, refusal);
  }

  /** The later of two ends; {@code null} means that there is no end. */
  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return null;
    }
    return one.isAfter(other) ? one : other;
  }
}
