package berth.account.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The health of an account as callers see it.
 *
 * @param status in one word
 * @param until when the status ends by itself
 * @param reason why the account is rejected
 * @param nextCheck when Berth next asks Discord about a rejected account; {@code null} when Berth
 *     does not ask again until the account is posted again
 * @param message what Midjourney has to settle with the user of a moderated account
 */
public record HealthDetails(
    String status,
    @Nullable Instant until,
    @Nullable String reason,
    @Nullable Instant nextCheck,
    @Nullable String message) {

  /** The details of the health. */
  public static HealthDetails of(Health health) {
    String status = health.status().text();
    if (health instanceof Cooling cooling) {
      return new HealthDetails(status, cooling.until(), null, null, null);
    }
    if (health instanceof Rejected rejected) {
      return new HealthDetails(status, null, rejected.reason(), rejected.nextCheck(), null);
    }
    if (health instanceof Moderated moderated) {
      return new HealthDetails(status, moderated.until(), null, null, moderated.message());
    }
    return new HealthDetails(status, null, null, null, null);
  }
}
