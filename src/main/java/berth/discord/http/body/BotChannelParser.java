package berth.discord.http.body;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Finds a user's direct-message channel with a bot. Reads one value at a time: many read lists of
 * megabytes at once, and one channel of a list may be as large as the list.
 */
final class BotChannelParser {

  private static final int DIRECT_MESSAGE = 1;

  private final JsonParser parser;
  private final String botId;

  private BotChannelParser(JsonParser parser, String botId) {
    this.parser = parser;
    this.botId = botId;
  }

  /**
   * Reads as far as needed.
   *
   * @return the channel's id; empty when there is none
   * @throws JsonProcessingException when it is no list
   * @throws IOException when it can't be read
   */
  static Optional<String> find(ObjectMapper json, InputStream channels, String botId)
      throws IOException {
    try (JsonParser parser = json.createParser(channels)) {
      return new BotChannelParser(parser, botId).find();
    }
  }

  private Optional<String> find() throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new JsonParseException(parser, "No list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Optional<String> id = idIfWithBot();
      if (id.isPresent()) {
        return id;
      }
    }
    return Optional.empty();
  }

  /** Of the channel that begins here; what is no channel is passed by. */
  private Optional<String> idIfWithBot() throws IOException {
    Channel channel = new Channel();
    eachField(
        field -> {
          switch (field) {
            case "id" -> channel.id = Snowflake.of(parser);
            case "type" -> channel.direct = parser.getValueAsInt() == DIRECT_MESSAGE;
            case "recipients" -> channel.withBot = isListOfTheBot();
            default -> {}
          }
        });
    return channel.direct && channel.withBot ? channel.id : Optional.empty();
  }

  private boolean isListOfTheBot() throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      return false;
    }
    Recipient only = new Recipient();
    int recipients = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      recipients++;
      eachField(
          field -> {
            if (field.equals("id")) {
              only.id = Snowflake.of(parser);
            }
          });
    }
    return recipients == 1 && only.id.filter(botId::equals).isPresent();
  }

  /** Reads an object that begins here field by field; anything else is passed by. */
  private void eachField(Field field) throws IOException {
    if (parser.isExpectedStartObjectToken()) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        field.read(name);
        parser.skipChildren();
      }
    } else {
      parser.skipChildren();
    }
  }

  private interface Field {
    /** Reads the value that begins here, or its beginning. */
    void read(String name) throws IOException;
  }

  /** What has been read of one so far. */
  private static class Recipient {
    Optional<String> id = Optional.empty();
  }

  private static final class Channel extends Recipient {
    private boolean direct;
    private boolean withBot;
  }
}
