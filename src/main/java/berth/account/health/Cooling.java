package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Out of rotation until the given time, at which the account comes back by itself. */
public record Cooling(Instant until) implements Health {

  @Override
  public HealthStatus status() {
    return HealthStatus.COOLING;
  }

  @Override
  public Health limited(Instant other) {
    return other.isAfter(until) ? new Cooling(other) : this;
  }

  @Override
  public Health doubted(Instant check) {
    return new Rejected(1, check, Rejected.BY_HOLDER);
  }

  @Override
  public Health rejected(Instant nextCheck, String reason) {
    return new Rejected(1, nextCheck, reason);
  }

  @Override
  public Health refused(String reason) {
    return new Rejected(1, null, reason);
  }

  /** The moderation does not end before the cooling would. */
  @Override
  public Health moderated(@Nullable String message, @Nullable Instant other) {
    return new Moderated(message, Moderated.later(until, other), null);
  }

  @Override
  public Health confirmed() {
    return new Active();
  }

  @Override
  public Health reset() {
    return new Active();
  }

  @Override
  public Health cooled(Instant now) {
    return now.isBefore(until) ? this : new Active();
  }
}
