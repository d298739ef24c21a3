package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Out until the token is found good.
 *
 * @param nextCheck when Discord is asked again; {@code null} when it does not know the token, which
 *     is not sent again by us until its owner does
 * @param reason why, for its owner
 */
public record Rejected(int failures, @Nullable Instant nextCheck, String reason) implements Health {

  /** The reason when it is a holder that was refused. */
  static final String BY_HOLDER = "The holder of a slot reported that Discord refused the token";

  /** The reason when an older version, which noted none, has rejected it. */
  static final String UNKNOWN = "Discord refused the account or its token";

  @Override
  public HealthStatus status() {
    return HealthStatus.REJECTED;
  }

  @Override
  public Health rejected(Instant next, String newReason) {
    return new Rejected(failures + 1, nextCheck == null ? null : next, newReason);
  }

  @Override
  public Health refused(String newReason) {
    return nextCheck == null ? this : new Rejected(failures + 1, null, newReason);
  }

  @Override
  public Health moderated(@Nullable String message, @Nullable Instant until) {
    return new Moderated(message, until, reason);
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
