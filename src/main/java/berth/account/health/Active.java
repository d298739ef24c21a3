package berth.account.health;

import java.time.Instant;

/** In rotation. */
record Active() implements Health {

  @Override
  public HealthStatus status() {
    return HealthStatus.ACTIVE;
  }

  @Override
  public boolean isInRotation() {
    return true;
  }

  @Override
  public Health limited(Instant until) {
    return new Cooling(until);
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
}
