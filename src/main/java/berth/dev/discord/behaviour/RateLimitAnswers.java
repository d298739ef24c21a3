package berth.dev.discord.behaviour;

import berth.dev.discord.exchange.Bucket;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.Visit;
import java.time.Duration;
import java.util.Map;

/** Each kind of 429: the user is rate-limited. */
final class RateLimitAnswers {

  static final Map<String, Behaviour> ALL =
      Map.of(
          "limited",
          limitedFor(Duration.ofMillis(1337)),
          "limited-long",
          limitedFor(Duration.ofMinutes(10)),
          "limited-once",
          visit ->
              visit.isFirst()
                  ? limitedFor(Duration.ofMillis(300)).answer(visit)
                  : Behaviour.WELL.answer(visit),
          "limited-global",
          visit -> global(Duration.ofMillis(1337)),
          "limited-shared",
          visit -> shared(visit.bucket(), Duration.ofMillis(1337)),
          "limited-header",
          visit -> Visit.fromDiscord(429, body("")).with("Retry-After", "2"),
          "limited-nonsense",
          visit ->
              Visit.fromDiscord(429, body(", \"retry_after\": \"soon\""))
                  .with("Retry-After", "soon"),
          "limited-cloudflare",
          visit ->
              SimulatedAnswer.of(429, "text/html", "<html><body>error code: 1015</body></html>")
                  .with("Server", "cloudflare")
                  .with("Retry-After", "60"),
          "bucket",
          new SmallBucket());

  private RateLimitAnswers() {}

  private static Behaviour limitedFor(Duration time) {
    return visit -> ofUser(visit.bucket().spentFor(time));
  }

  private static SimulatedAnswer ofUser(Bucket spent) {
    return tooMany(spent.resetAfter(), "You are being rate limited.", "user").with(spent.headers());
  }

  private static SimulatedAnswer shared(Bucket bucket, Duration time) {
    return tooMany(time, "The resource is being rate limited.", "shared").with(bucket.headers());
  }

  private static SimulatedAnswer global(Duration time) {
    return tooMany(time, "You are being rate limited.", "global")
        .with("X-RateLimit-Global", "true");
  }

  /** The header {@code Retry-After} is in whole seconds, rounded up. */
  private static SimulatedAnswer tooMany(Duration time, String message, String scope) {
    String json =
        "{\"message\": \"%s\", \"retry_after\": %s, \"global\": %s}"
            .formatted(message, Bucket.seconds(time.toMillis()), scope.equals("global"));
    return Visit.fromDiscord(429, json)
        .with("Retry-After", "" + time.plusMillis(999).toSeconds())
        .with("X-RateLimit-Scope", scope);
  }

  private static String body(String retryAfter) {
    return "{\"message\": \"You are being rate limited.\", \"global\": false" + retryAfter + "}";
  }

  /**
   * Refuses requests beyond the limit that the headers give. A client that follows the headers is
   * never refused.
   */
  private static final class SmallBucket implements Behaviour {

    @Override
    public SimulatedAnswer answer(Visit visit) {
      return visit.bucket().isExceeded() ? ofUser(visit.bucket()) : Behaviour.WELL.answer(visit);
    }

    @Override
    public int limit() {
      return 2;
    }
  }
}
