package berth.discord;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What is left of a body when it has been read. */
sealed interface Content {

  /** A user, or a refusal, is far smaller. */
  int MOST_BYTES = 64 * 1024;

  /** A list of thousands of channels is smaller. */
  int MOST_BYTES_OF_CHANNELS = 8 * 1024 * 1024;

  /** Leaves the stream open, for whoever opened it. */
  ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build())
          .build();

  /** All of it; nothing when it is no JSON, or too large to be any of Discord's. */
  record Json(JsonNode tree) implements Content {}

  /** What is none. */
  Content NOTHING = new Json(MissingNode.getInstance());

  /**
   * A list of channels.
   *
   * @param withBot the one with the bot; empty when there is none
   */
  record Channels(Optional<String> withBot) implements Content {}

  /**
   * Something else where a list of channels should be.
   *
   * @param why for a person
   */
  record NoChannels(String why) implements Content {}

  /**
   * Reads a user or a refusal.
   *
   * @throws IOException when it does not come to its end
   */
  static Content json(InputStream body) throws IOException {
    try {
      return new Json(JSON.readTree(body));
    } catch (JsonProcessingException
        | CharConversionException
        | BoundedStream.TooLargeException other) {
      return NOTHING;
    }
  }

  /**
   * Looks for a channel with the bot, in what may be megabytes.
   *
   * @throws IOException when it does not come to its end, or not to that channel
   */
  static Content channels(InputStream body, String botId) throws IOException {
    try {
      return new Channels(BotChannel.find(body, botId));
    } catch (JsonProcessingException | CharConversionException noJson) {
      return new NoChannels("Discord did not answer with a list of channels");
    } catch (BoundedStream.TooLargeException tooLarge) {
      return new NoChannels("Discord's answer is too large");
    }
  }
}
