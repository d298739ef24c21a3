package berth.subscription;

import berth.error.ErrorCatalogue;
import berth.request.JsonBody;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a new subscription, as the administrator sends them.
 *
 * @see Subscription
 */
public record NewSubscription(String name, int quantity, int maxJobs, @Nullable Instant expiresAt) {

  /** The most jobs at once that a Midjourney plan allows, according to the vendor's page. */
  static final int MAX_JOBS = 15;

  private static final int MAX_ACCOUNTS = 1_000_000;
  private static final int MAX_NAME = 100;
  private static final int MAX_TIME = 40;

  // well inside the range of PostgreSQL's timestamptz
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Reads the parameters.
   *
   * @throws berth.error.ErrorException when a parameter is missing or wrong
   */
  public static NewSubscription of(JsonBody body) {
    return new NewSubscription(
        body.requiredText("name", MAX_NAME),
        body.requiredInteger("quantity", 0, MAX_ACCOUNTS),
        body.optionalInteger("maxJobs", 1, MAX_JOBS, MAX_JOBS),
        instant("expiresAt", body.optionalText("expiresAt", MAX_TIME)));
  }

  private static @Nullable Instant instant(String param, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(text);
      if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
        // PostgreSQL stores microseconds
        return instant.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeParseException noInstant) {
      // reported like an instant that is out of range
    }
    throw ErrorCatalogue.malformed(param).asException();
  }
}
