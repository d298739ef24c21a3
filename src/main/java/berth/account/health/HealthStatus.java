package berth.account.health;

import java.util.Locale;

/** The health of an account in one word. */
public enum HealthStatus {
  ACTIVE,
  /** An operator keeps the account out of rotation. */
  PAUSED,
  /** Discord rate-limited the account. */
  COOLING,
  /** Discord refuses the account or its token. */
  REJECTED,
  /** The user has something to settle with Midjourney. */
  MODERATED;

  /** The status as responses contain it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
