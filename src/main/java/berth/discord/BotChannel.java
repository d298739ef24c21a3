package berth.discord;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Finds a user's direct-message channel with a bot. */
final class BotChannel {

  private static final int DIRECT_MESSAGE = 1;

  private BotChannel() {}

  /**
   * Reads one channel at a time, as far as needed: nothing else is held in memory.
   *
   * @return the channel's id; empty when there is none
   * @throws JsonProcessingException when it is no list
   * @throws IOException when it can't be read
   */
  static Optional<String> find(ObjectMapper json, InputStream channels, String botId)
      throws IOException {
    try (JsonParser parser = json.createParser(channels)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new JsonParseException(parser, "No list");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode channel = json.readTree(parser);
        Optional<String> id = Snowflake.of(channel.path("id"));
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
        && Snowflake.of(recipients.path(0).path("id")).filter(botId::equals).isPresent();
  }
}
