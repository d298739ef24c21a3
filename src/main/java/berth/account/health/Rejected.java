package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Out of rotation until Discord confirms the token.
 *
 * @param nextCheck when Berth asks Discord again; {@code null} when Discord does not know the
 *     token: then Berth does not send it again by itself until the owner posts it
 * @param reason why Discord refused the account, shown to the owner
 */
public record Rejected(int failures, @Nullable Instant nextCheck, String reason) implements Health {

  /** The reason when a holder reported the refusal. */
  static final String BY_HOLDER = "The holder of a slot reported that Discord refused the token";

  /** The reason when an earlier version, which stored no reason, rejected the account. */
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
