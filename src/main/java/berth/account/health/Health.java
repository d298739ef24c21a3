package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with an account. The methods are all that can happen to it, and tell how it stands
 * afterwards; what changes nothing returns the same.
 */
public sealed interface Health permits Active, Cooling, Rejected, Moderated, Paused {

  HealthStatus status();

  /** Whether its slots are handed out. */
  default boolean isInRotation() {
    return false;
  }

  /** How often in a row Discord has refused it. */
  default int failures() {
    return 0;
  }

  /** An operator takes it out, whatever else happens to it. */
  default Health paused() {
    return new Paused(this);
  }

  /** The operator lets it go. */
  default Health resumed() {
    return this;
  }

  /** Discord has asked one who held a slot to come back later. */
  default Health limited(Instant until) {
    return this;
  }

  /**
   * One who held a slot says that Discord refused the token. When several say so it is one refusal,
   * and the check not put off.
   */
  default Health doubted(Instant check) {
    return this;
  }

  /**
   * Discord has refused the account, when asked by us; it may think better of it.
   *
   * @param reason for its owner
   */
  default Health rejected(Instant nextCheck, String reason) {
    return this;
  }

  /**
   * Discord has answered us that it does not know the token.
   *
   * @param reason for its owner
   */
  default Health refused(String reason) {
    return this;
  }

  /**
   * Midjourney has something to settle with the user.
   *
   * @param until when it is settled by itself; {@code null} when that takes an operator
   */
  default Health moderated(@Nullable String message, @Nullable Instant until) {
    return new Moderated(message, until, null);
  }

  /** The token is good. */
  default Health confirmed() {
    return this;
  }

  /** The token is good, and an operator wants the account back. */
  default Health reset() {
    return this;
  }

  /** Time goes by. */
  default Health cooled(Instant now) {
    return this;
  }
}
