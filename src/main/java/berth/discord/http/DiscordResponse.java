package berth.discord.http;

import berth.discord.http.body.ResponseBody;
import berth.discord.http.body.Snowflake;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A response of Discord, or of a proxy in front of it.
 *
 * @param status the HTTP status
 * @param body may be anything: JSON of another shape, HTML of a proxy, nothing
 */
public record DiscordResponse(int status, RateLimitHeaders headers, ResponseBody body) {

  /**
   * Statuses of failures that may be temporary. The proxy sends those from 520 on, about the
   * servers behind it.
   */
  private static final Set<Integer> FAULTS = Set.of(500, 502, 503, 504, 520, 521, 522, 523, 524);

  /** The pause after a 429 that names none, neither in its body nor in its header. */
  private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(5);

  /**
   * The longest pause for all users. One wrong response must not stop them for longer: Discord
   * answers the next request with 429 again if the limit is still in force.
   */
  private static final Duration MAX_PAUSE_OF_ALL = Duration.ofHours(1);

  /** The proxy bans an address for longer if it goes on sending. */
  private static final Duration MIN_CLOUDFLARE_PAUSE = Duration.ofMinutes(1);

  /** Whether a retry may soon succeed. */
  public boolean isFault() {
    return FAULTS.contains(status);
  }

  /**
   * Whether the request counts as an <a
   * href="https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans">invalid
   * request</a>, of which too many lead to a ban.
   */
  public boolean isInvalidRequest() {
    return status == 401
        || status == 403
        || limit().filter(limit -> limit.scope() != TooManyRequests.Scope.SHARED).isPresent();
  }

  /** The rate limit that a 429 reports; empty for any other status. */
  public Optional<TooManyRequests> limit() {
    if (status != 429) {
      return Optional.empty();
    }
    JsonNode error = tree();
    if (headers.via() == null || !error.isObject()) {
      Duration pause = atMostAnHour(pause(error));
      return Optional.of(
          new TooManyRequests(
              TooManyRequests.Scope.CLOUDFLARE,
              pause.compareTo(MIN_CLOUDFLARE_PAUSE) < 0 ? MIN_CLOUDFLARE_PAUSE : pause));
    }
    TooManyRequests.Scope scope = scope(error);
    Duration pause = pause(error);
    return Optional.of(
        new TooManyRequests(
            scope, scope == TooManyRequests.Scope.USER ? pause : atMostAnHour(pause)));
  }

  private static Duration atMostAnHour(Duration pause) {
    return pause.compareTo(MAX_PAUSE_OF_ALL) > 0 ? MAX_PAUSE_OF_ALL : pause;
  }

  /** The user's id; empty when the body is not a user. */
  public Optional<String> userId() {
    return Snowflake.of(tree().path("id"));
  }

  private TooManyRequests.Scope scope(JsonNode error) {
    if (error.path("global").asBoolean()
        || "true".equalsIgnoreCase(headers.global())
        || "global".equals(headers.scope())) {
      return TooManyRequests.Scope.GLOBAL;
    }
    return "shared".equals(headers.scope())
        ? TooManyRequests.Scope.SHARED
        : TooManyRequests.Scope.USER;
  }

  private Duration pause(JsonNode error) {
    double seconds = error.path("retry_after").asDouble(Seconds.parse(headers.retryAfter()));
    return Seconds.duration(seconds, DEFAULT_PAUSE);
  }

  /** Discord's message about an error; empty when the body has none. */
  public Optional<String> message() {
    JsonNode message = tree().path("message");
    return message.isTextual() ? Optional.of(message.asText()) : Optional.empty();
  }

  /**
   * Discord's code of an error. Every error of Discord's API has one, and no other server that may
   * answer in its place sends one.
   */
  public Optional<Integer> code() {
    JsonNode code = tree().path("code");
    return code.isInt() ? Optional.of(code.asInt()) : Optional.empty();
  }

  /** The body as JSON; a missing node when the body is anything else. */
  private JsonNode tree() {
    return body instanceof ResponseBody.Json json ? json.tree() : MissingNode.getInstance();
  }
}
