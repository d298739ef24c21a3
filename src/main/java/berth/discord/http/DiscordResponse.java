package berth.discord.http;

import berth.discord.http.body.ResponseBody;
import berth.discord.http.body.Snowflake;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What came back from Discord, whatever it is, and what it means.
 *
 * @param status the HTTP status
 * @param content anything: JSON of another shape, HTML of a proxy, nothing
 */
public record DiscordResponse(int status, RateLimitHeaders headers, ResponseBody content) {

  /** What passes, maybe: the last ones are of the proxy, about the servers behind it. */
  private static final Set<Integer> FAULTS = Set.of(500, 502, 503, 504, 520, 521, 522, 523, 524);

  /** For a 429 that says neither in its body nor in its header how long to wait. */
  private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(5);

  /** One odd answer must not keep all users out for longer: they would be told again. */
  private static final Duration LONGEST_OF_ALL = Duration.ofHours(1);

  /** The proxy bans for longer those who don't stop. */
  private static final Duration LEAST_CLOUDFLARE_PAUSE = Duration.ofMinutes(1);

  /** Whether it is worth asking again soon. */
  public boolean isFault() {
    return FAULTS.contains(status);
  }

  /**
   * Whether it counts as an <a
   * href="https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans">invalid
   * request</a>, of which too many lead to a ban.
   */
  public boolean isInvalidRequest() {
    return status == 401
        || status == 403
        || limit().filter(limit -> limit.scope() != RateLimit.Scope.SHARED).isPresent();
  }

  /** What a 429 asks for; empty for any other answer. */
  public Optional<RateLimit> limit() {
    if (status != 429) {
      return Optional.empty();
    }
    JsonNode error = tree();
    if (headers.via() == null || !error.isObject()) {
      Duration pause = atMostAnHour(pause(error));
      return Optional.of(
          new RateLimit(
              RateLimit.Scope.CLOUDFLARE,
              pause.compareTo(LEAST_CLOUDFLARE_PAUSE) < 0 ? LEAST_CLOUDFLARE_PAUSE : pause));
    }
    RateLimit.Scope scope = scope(error);
    Duration pause = pause(error);
    return Optional.of(
        new RateLimit(scope, scope == RateLimit.Scope.USER ? pause : atMostAnHour(pause)));
  }

  private static Duration atMostAnHour(Duration told) {
    return told.compareTo(LONGEST_OF_ALL) > 0 ? LONGEST_OF_ALL : told;
  }

  /** The user's id; empty when the body is no user. */
  public Optional<String> userId() {
    return Snowflake.of(tree().path("id"));
  }

  private RateLimit.Scope scope(JsonNode error) {
    if (error.path("global").asBoolean()
        || "true".equalsIgnoreCase(headers.global())
        || "global".equals(headers.scope())) {
      return RateLimit.Scope.GLOBAL;
    }
    return "shared".equals(headers.scope()) ? RateLimit.Scope.SHARED : RateLimit.Scope.USER;
  }

  private Duration pause(JsonNode error) {
    double seconds = error.path("retry_after").asDouble(Seconds.parse(headers.retryAfter()));
    return Seconds.duration(seconds, DEFAULT_PAUSE);
  }

  /** Discord's own message about an error; empty when the body has none. */
  public Optional<String> message() {
    JsonNode message = tree().path("message");
    return message.isTextual() ? Optional.of(message.asText()) : Optional.empty();
  }

  /** Every error of Discord's API has one; nothing else that may answer knows that. */
  public Optional<Integer> code() {
    JsonNode code = tree().path("code");
    return code.isInt() ? Optional.of(code.asInt()) : Optional.empty();
  }

  /** The body as JSON, with nothing in it when it is something else. */
  private JsonNode tree() {
    return content instanceof ResponseBody.Json json ? json.tree() : MissingNode.getInstance();
  }
}
