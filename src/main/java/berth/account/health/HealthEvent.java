package berth.account.health;

import java.time.Instant;

/** Something that happens to an account. */
@FunctionalInterface
public interface HealthEvent {

  /**
   * How it stands with the account afterwards.
   *
   * @param now by the clock of the database, which is the same for all pods
   */
  Health happensTo(Health before, Instant now);
}
