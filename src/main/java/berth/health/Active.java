package berth.health;

import java.time.Instant;

/** All is well. */
record Active() implements Health {

  @Override
  public HealthStatus status() {
    return HealthStatus.ACTIVE;
  }

  @Override
  public boolean isInPlay() {
    return true;
  }

  @Override
  public Health limited(Instant until) {
    return new Cooling(until);
  }

  @Override
  public Health doubted(Instant check) {
    return rejected(check);
  }

  @Override
  public Health rejected(Instant nextCheck) {
    return new Rejected(1, nextCheck);
  }

  @Override
  public Health refused() {
    return new Rejected(1, null);
  }
}
