package berth.discord;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Finds a user's direct-message channel with a bot. */
final class BotChannel {

  private static final int DIRECT_MESSAGE = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private BotChannel() {}

  /**
   * Reads one channel at a time, as far as needed: the list may be megabytes long.
   *
   * @return the channel's id; empty when there is none
   * @throws IOException when it is no list of anything
   */
  static Optional<String> find(byte[] channels, String botId) throws IOException {
    try (JsonParser parser = JSON.createParser(channels)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("No list");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode channel = JSON.readTree(parser);
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
