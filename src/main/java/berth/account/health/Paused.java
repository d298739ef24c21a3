package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Out of rotation until an operator resumes the account. Other events change the health under the
 * pause.
 *
 * @param under the health that the account will have when it is resumed
 */
record Paused(Health under) implements Health {

  @Override
  public HealthStatus status() {
    return HealthStatus.PAUSED;
  }

  @Override
  public int failures() {
    return under.failures();
  }

  @Override
  public Health paused() {
    return this;
  }

  @Override
  public Health resumed() {
    return under;
  }

  @Override
  public Health limited(Instant until) {
    return over(under.limited(until));
  }

  @Override
  public Health doubted(Instant check) {
    return over(under.doubted(check));
  }

  @Override
  public Health rejected(Instant nextCheck, String reason) {
    return over(under.rejected(nextCheck, reason));
  }

  @Override
  public Health refused(String reason) {
    return over(under.refused(reason));
  }

  @Override
  public Health moderated(@Nullable String message, @Nullable Instant until) {
    return over(under.moderated(message, until));
  }

  @Override
  public Health confirmed() {
    return over(under.confirmed());
  }

  @Override
  public Health reset() {
    return over(under.reset());
  }

  @Override
  public Health cooled(Instant now) {
    return over(under.cooled(now));
  }

  private static Health over(Health under) {
    return new Paused(under);
  }
}
