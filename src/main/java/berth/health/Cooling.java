package berth.health;

import java.time.Instant;

/** Out until then, and back by itself. */
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
