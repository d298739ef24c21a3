package berth.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a release says about the job. */
public final class Outcome {

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

  /** Discord asked for a pause, of at most 30 days. */
  public static Outcome limited(Duration retryAfter) {
    return new Outcome("?outcome=limited" + pause(retryAfter));
  }

  /**
   * Midjourney has something to settle with the user.
   *
   * @param message what Midjourney says
   * @param retryAfter after which the moderation ends by itself; {@code null} if it does not
   */
  public static Outcome moderated(String message, @Nullable Duration retryAfter) {
    return new Outcome(
        "?outcome=moderated&message="
            + URLEncoder.encode(message, StandardCharsets.UTF_8)
            + (retryAfter == null ? "" : pause(retryAfter)));
  }

  private static String pause(Duration retryAfter) {
    return "&retryAfter=" + Math.max(1, retryAfter.toSeconds());
  }

  String query() {
    return query;
  }
}
