package berth.account.health;

import java.time.Instant;

/** An event that may change the health of an account. */
@FunctionalInterface
public interface HealthEvent {

  /**
   * The health after the event.
   *
   * @param now the time by the database's clock, which is the same for all pods
   */
  Health applyTo(Health before, Instant now);
}
