package berth.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Out until the token is found good.
 *
 * @param nextCheck when Discord is asked again; {@code null} when it does not know the token, which
 *     is not sent again by us until its owner does
 */
record Rejected(int failures, @Nullable Instant nextCheck) implements Health {

  @Override
  public HealthStatus status() {
    return HealthStatus.REJECTED;
  }

  @Override
  public Health rejected(Instant next) {
    return new Rejected(failures + 1, nextCheck == null ? null : next);
  }

  @Override
  public Health refused() {
    return nextCheck == null ? this : new Rejected(failures + 1, null);
  }

  @Override
  public Health confirmed() {
    return new Active();
  }

  @Override
  public Health reset() {
    return new Active();
  }
}
