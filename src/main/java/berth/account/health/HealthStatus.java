package berth.account.health;

import java.util.Locale;

/** In one word how it stands with an account. */
public enum HealthStatus {
  ACTIVE,
  /** An operator keeps it out. */
  PAUSED,
  /** Discord asked it to slow down, for a while. */
  COOLING,
  /** Discord refuses it or its token. */
  REJECTED,
  /** Its user has something to settle with Midjourney. */
  MODERATED;

  /** As callers know it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
