package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The health of an account. Each method but the first three is an event and returns the health
 * after it; an event that changes nothing returns the same health.
 */
public sealed interface Health permits Active, Cooling, Rejected, Moderated, Paused {

  HealthStatus status();

  /** Whether slots of the account may be granted. */
  default boolean isInRotation() {
    return false;
  }

  /** How many times in a row Discord has refused the account. */
  default int failures() {
    return 0;
  }

  /** An operator takes the account out of rotation, whatever other events follow. */
  default Health paused() {
    return new Paused(this);
  }

  /** An operator ends the pause. */
  default Health resumed() {
    return this;
  }

  /**
   * A holder reports that Discord rate-limited the account.
   *
   * @param until the end of the rate limit
   */
  default Health limited(Instant until) {
    return this;
  }

  /**
   * A holder reports that Discord refused the token. Reports by several holders count as one
   * refusal and do not postpone the check.
   *
   * @param check when Berth checks the token
   */
  default Health doubted(Instant check) {
    return this;
  }

  /**
   * Discord refused the account when Berth asked. The account may become usable again.
   *
   * @param reason shown to the owner
   */
  default Health rejected(Instant nextCheck, String reason) {
    return this;
  }

  /**
   * Discord answered Berth that it does not know the token.
   *
   * @param reason shown to the owner
   */
  default Health refused(String reason) {
    return this;
  }

  /**
   * The user has something to settle with Midjourney.
   *
   * @param until when the moderation ends by itself; {@code null} when only an operator ends it
   */
  default Health moderated(@Nullable String message, @Nullable Instant until) {
    return new Moderated(message, until, null);
  }

  /** Discord confirmed the token. */
  default Health confirmed() {
    return this;
  }

  /** Discord confirmed the token, and an operator wants the account back in rotation. */
  default Health reset() {
    return this;
  }

  /** Time has passed: cooling or a moderation ends if its end is reached. */
  default Health cooled(Instant now) {
    return this;
  }
}
