package berth.subscription;

import berth.problem.ErrorCatalogue;
import berth.request.RequestBody;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator wants a new subscription to be.
 *
 * @see Subscription
 */
public record NewSubscription(String name, int quantity, int maxJobs, @Nullable Instant expiresAt) {

  /** The most jobs at once that any Midjourney plan allows, by the vendor's page. */
  static final int MOST_JOBS = 15;

  private static final int MOST_ACCOUNTS = 1_000_000;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_TIME = 40;

  // well inside of what PostgreSQL's timestamptz holds
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * Reads the parameters.
   *
   * @throws berth.problem.ProblemException when one is wrong
   */
  public static NewSubscription of(RequestBody body) {
    return new NewSubscription(
        body.requiredText("name", LONGEST_NAME),
        body.requiredInteger("quantity", 0, MOST_ACCOUNTS),
        body.optionalInteger("maxJobs", 1, MOST_JOBS, MOST_JOBS),
        instant("expiresAt", body.optionalText("expiresAt", LONGEST_TIME)));
  }

  private static @Nullable Instant instant(String param, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      Instant instant = Instant.parse(text);
      if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
        // as exact as PostgreSQL stores it
        return instant.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeParseException noInstant) {
      // told like an instant that is out of range
    }
    throw ErrorCatalogue.malformed(param).asException();
  }
}
