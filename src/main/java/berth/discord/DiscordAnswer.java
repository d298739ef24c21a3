package berth.discord;

import berth.discord.DiscordOutcome.InvalidToken;
import berth.discord.DiscordOutcome.NoBotChannel;
import berth.discord.DiscordOutcome.RateLimited;
import berth.discord.DiscordOutcome.Unavailable;
import berth.discord.DiscordOutcome.Unusable;
import berth.discord.DiscordOutcome.Valid;
import berth.secret.DiscordToken;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came back from Discord, whatever it is, and what it means.
 *
 * @param status the HTTP status
 * @param retryAfter the {@code Retry-After} header
 * @param body anything: JSON of another shape, HTML of a proxy, nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record DiscordAnswer(int status, @Nullable String retryAfter, byte[] body) {

  /** A larger answer is not looked at; that of a user with thousands of channels is far smaller. */
  static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

  /** For a 429 that says neither in its body nor in its header how long to wait. */
  private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(5);

  /** Guards against nonsense: Discord's own pauses are seconds to minutes. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final int LONGEST_MESSAGE = 200;
  private static final int DIRECT_MESSAGE = 1;
  private static final Pattern SNOWFLAKE = Pattern.compile("[1-9][0-9]{0,18}");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What an answer other than 200 means; empty for 200.
   *
   * @param sent the token that it is the answer to
   */
  Optional<DiscordOutcome> refusal(DiscordToken sent) {
    return switch (status) {
      case 200 -> Optional.empty();
      case 401 -> Optional.of(new InvalidToken());
      case 403 -> Optional.of(new Unusable(codeAndMessage(sent)));
      case 429 -> Optional.of(new RateLimited(pause()));
      default -> Optional.of(new Unavailable("Discord answered with status " + status));
    };
  }

  /** The user's id; empty when the body is no user. */
  Optional<String> userId() {
    return snowflake(tree().path("id"));
  }

  /** What the body means when it should be the list of the user's channels. */
  DiscordOutcome channelWith(String botId, String userId) {
    try {
      return findChannel(botId)
          .<DiscordOutcome>map(channel -> new Valid(userId, channel))
          .orElseGet(NoBotChannel::new);
    } catch (IOException notChannels) {
      return new Unavailable("Discord did not answer with a list of channels");
    }
  }

  /** Reads one channel at a time, as far as needed: the list may be megabytes long. */
  private Optional<String> findChannel(String botId) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      if (body.length > MAX_BODY_BYTES || parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("No list");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode channel = JSON.readTree(parser);
        Optional<String> id = snowflake(channel.path("id"));
        if (id.isPresent() && isDirectMessageWith(botId, channel)) {
          return id;
        }
      }
      return Optional.empty();
    }
  }

  private static boolean isDirectMessageWith(String botId, JsonNode channel) {
    JsonNode recipients = channel.path("recipients");
    return channel.path("type").asInt() == DIRECT_MESSAGE
        && recipients.size() == 1
        && snowflake(recipients.path(0).path("id")).filter(botId::equals).isPresent();
  }

  /** Ids exceed 2^53, so they are texts; an integer is taken too, for it is read without loss. */
  private static Optional<String> snowflake(JsonNode id) {
    return id.isTextual() || id.isIntegralNumber()
        ? Optional.of(id.asText()).filter(text -> SNOWFLAKE.matcher(text).matches())
        : Optional.empty();
  }

  /** Cut short, and without the token: an answer may quote what was sent. */
  private @Nullable String codeAndMessage(DiscordToken sent) {
    JsonNode error = tree();
    JsonNode code = error.path("code");
    JsonNode message = error.path("message");
    if (!code.isInt() || !message.isTextual()) {
      return null;
    }
    String text = message.asText().replace(sent.value(), sent.masked());
    return code.asInt()
        + " "
        + text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)).replaceAll("\\p{Cntrl}", " ");
  }

  private Duration pause() {
    double seconds = tree().path("retry_after").asDouble(headerPause());
    // also false for what is no number
    if (!(seconds >= 0)) {
      return DEFAULT_PAUSE;
    }
    return seconds < LONGEST_PAUSE.toSeconds()
        ? Duration.ofMillis((long) (seconds * 1000))
        : LONGEST_PAUSE;
  }

  private double headerPause() {
    try {
      return retryAfter == null ? Double.NaN : Double.parseDouble(retryAfter);
    } catch (NumberFormatException date) {
      return Double.NaN;
    }
  }

  /** The body as JSON, with nothing in it when it is something else. */
  private JsonNode tree() {
    if (body.length > MAX_BODY_BYTES) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
