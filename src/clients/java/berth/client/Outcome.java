package berth.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a release says about the job. */
public final class Outcome {

  private static final Duration LONGEST_PAUSE = Duration.ofDays(30);

  private final String query;

  private Outcome(String query) {
    this.query = query;
  }

  /** The job ended, and nothing is to be said about the account. */
  public static Outcome done() {
    return new Outcome("?outcome=done");
  }

  /** Discord refused the account's token. */
  public static Outcome rejected() {
    return new Outcome("?outcome=rejected");
  }

  /**
   * Discord asked for a pause.
   *
   * @throws IllegalArgumentException when it is longer than 30 days
   */
  public static Outcome limited(Duration retryAfter) {
    return new Outcome("?outcome=limited" + pause(retryAfter));
  }

  /**
   * Midjourney has something to settle with the user.
   *
   * @param message what Midjourney says
   * @param retryAfter after which the moderation ends by itself; {@code null} if it does not
   * @throws IllegalArgumentException when it is longer than 30 days
   */
  public static Outcome moderated(String message, @Nullable Duration retryAfter) {
    return new Outcome(
        "?outcome=moderated&message="
            + URLEncoder.encode(message, StandardCharsets.UTF_8)
            + (retryAfter == null ? "" : pause(retryAfter)));
  }

  /** Rounded up: the account would be used too early otherwise. */
  private static String pause(Duration retryAfter) {
    if (retryAfter.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("retryAfter must be at most 30 days");
    }
    return "&retryAfter=" + Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds());
  }

  String query() {
    return query;
  }
}
