package berth.discord;

import berth.discord.DiscordOutcome.InvalidToken;
import berth.discord.DiscordOutcome.NoBotChannel;
import berth.discord.DiscordOutcome.Unavailable;
import berth.discord.DiscordOutcome.Unusable;
import berth.discord.DiscordOutcome.Valid;
import berth.secret.DiscordToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came back from Discord, whatever it is, and what it means.
 *
 * @param status the HTTP status
 * @param content anything: JSON of another shape, HTML of a proxy, nothing
 */
record DiscordAnswer(int status, LimitHeaders headers, Content content) {

  /** What passes, maybe: the last ones are of the proxy, about the servers behind it. */
  private static final Set<Integer> FAULTS = Set.of(500, 502, 503, 504, 520, 521, 522, 523, 524);

  /** For a 429 that says neither in its body nor in its header how long to wait. */
  private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(5);

  /** One odd answer must not keep all users out for longer: they would be told again. */
  private static final Duration LONGEST_OF_ALL = Duration.ofHours(1);

  /** The proxy bans for longer those who don't stop. */
  private static final Duration LEAST_CLOUDFLARE_PAUSE = Duration.ofMinutes(1);

  /** The code of a refusal that is not for the user, but for the address we come from. */
  private static final int CLOUDFLARE = 40333;

  private static final int LONGEST_MESSAGE = 200;

  /** Whether it is worth asking again soon. */
  boolean isFault() {
    return FAULTS.contains(status);
  }

  /**
   * Whether it counts as an <a
   * href="https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans">invalid
   * request</a>, of which too many lead to a ban.
   */
  boolean isInvalidRequest() {
    return status == 401
        || status == 403
        || limit().filter(limit -> limit.scope() != RateLimit.Scope.SHARED).isPresent();
  }

  /** What a 429 asks for; empty for any other answer. */
  Optional<RateLimit> limit() {
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

  /**
   * What an answer means that is no 200; empty for 200.
   *
   * @param sent the token that it is the answer to
   */
  Optional<DiscordOutcome> refusal(DiscordToken sent) {
    return switch (status) {
      case 200 -> Optional.empty();
      case 401 -> Optional.of(new InvalidToken(code().isPresent()));
      case 403 ->
          Optional.of(
              new Unusable(
                  codeAndMessage(sent), code().filter(code -> code != CLOUDFLARE).isPresent()));
      default -> Optional.of(new Unavailable("Discord answered with status " + status));
    };
  }

  /** The user's id; empty when the body is no user. */
  Optional<String> userId() {
    return Snowflake.of(tree().path("id"));
  }

  /** What the body means when it should be the list of the user's channels. */
  DiscordOutcome channelOf(String userId) {
    if (content instanceof Content.Channels channels) {
      return channels
          .withBot()
          .<DiscordOutcome>map(channel -> new Valid(userId, channel))
          .orElseGet(NoBotChannel::new);
    }
    return new Unavailable(
        content instanceof Content.NoChannels other ? other.why() : "No channels were asked for");
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

  /** Cut short, and without the token: an answer may quote what was sent. */
  private @Nullable String codeAndMessage(DiscordToken sent) {
    JsonNode message = tree().path("message");
    if (!message.isTextual()) {
      return null;
    }
    String text = message.asText().replace(sent.value(), sent.masked());
    String shown =
        text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)).replaceAll("\\p{Cntrl}", " ");
    return code().map(code -> code + " " + shown).orElse(null);
  }

  /** Every error of Discord's API has one; nothing else that may answer knows that. */
  private Optional<Integer> code() {
    JsonNode code = tree().path("code");
    return code.isInt() ? Optional.of(code.asInt()) : Optional.empty();
  }

  /** The body as JSON, with nothing in it when it is something else. */
  private JsonNode tree() {
    return content instanceof Content.Json json ? json.tree() : MissingNode.getInstance();
  }
}
