package berth.subscription;

import berth.event.Actor;
import berth.event.EventType;
import berth.event.PoolEvent;
import berth.request.JsonBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a new subscription, as the administrator sends them.
 *
 * @see Subscription
 */
public record NewSubscription(
    String name, int quantity, int maxJobs, @Nullable Instant expiresAt, String email) {

  /** The most jobs at once that a Midjourney plan allows, according to the vendor's page. */
  static final int MAX_JOBS = 15;

  static final int MAX_ACCOUNTS = 1_000_000;
  static final int MAX_NAME = 100;

  /** RFC 5321 allows no longer address. */
  static final int MAX_EMAIL = 254;

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
        body.optionalInstant("expiresAt"),
        email(body));
  }

  /** The creation as an event. */
  PoolEvent created(Actor actor) {
    return PoolEvent.of(EventType.SUBSCRIPTION_CREATED, actor)
        .changed("name", name)
        .changed("quantity", quantity)
        .changed("maxJobs", maxJobs);
  }

  static String email(JsonBody body) {
    String email = body.optionalText("email", MAX_EMAIL);
    return email == null ? "" : email;
  }
}
