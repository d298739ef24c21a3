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
 * Finds a user's direct-message channel with a bot. The parser reads one value at a time, to save
 * memory: many threads may read lists of megabytes at once, and a single channel may be as large as
 * a list.
 */
final class BotChannelParser {

  private static final int DIRECT_MESSAGE = 1;

  private final JsonParser parser;
  private final String botId;

  /**
   * Whether there was something that is no channel, or the channel with the bot without an id. Then
   * a list in which the channel is not found does not say that there is none.
   */
  private boolean unreadable;

  private BotChannelParser(JsonParser parser, String botId) {
    this.parser = parser;
    this.botId = botId;
  }

  /**
   * Reads the list up to the channel, or to its end.
   *
   * @return the channel's id; empty when there is none
   * @throws JsonProcessingException when the body is not a list
   * @throws IOException when the body can't be read
   */
  static Optional<String> find(ObjectMapper json, InputStream channels, String botId)
      throws IOException {
    try (JsonParser parser = json.createParser(channels)) {
      return new BotChannelParser(parser, botId).find();
    }
  }

  private Optional<String> find() throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw new JsonParseException(parser, "Not a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Optional<String> id = idIfWithBot();
      if (id.isPresent()) {
        return id;
      }
    }
    if (unreadable) {
      throw new JsonParseException(parser, "Not a list of channels only");
    }
    return Optional.empty();
  }

  /** The id of the channel at the parser's position. Skips a value that is not a channel. */
  private Optional<String> idIfWithBot() throws IOException {
    unreadable |= !parser.isExpectedStartObjectToken();
    Channel channel = new Channel();
    eachField(
        field -> {
          switch (field) {
            case "id" -> channel.id = Snowflake.of(parser);
            case "type" -> channel.direct = isDirectMessage();
            case "recipients" -> channel.withBot = isListOfTheBot();
            default -> {}
          }
        });
    if (!channel.direct || !channel.withBot) {
      return Optional.empty();
    }
    unreadable |= channel.id.isEmpty();
    return channel.id;
  }

  private boolean isDirectMessage() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() == JsonParser.NumberType.INT
        && parser.getIntValue() == DIRECT_MESSAGE;
  }

  /** Whether the value at the parser's position is a list with the bot as its only member. */
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

  /** Reads the object at the parser's position field by field. Skips any other value. */
  private void eachField(FieldReader reader) throws IOException {
    if (parser.isExpectedStartObjectToken()) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        reader.read(name);
        parser.skipChildren();
      }
    } else {
      parser.skipChildren();
    }
  }

  private interface FieldReader {
    /** Reads the value at the parser's position, or only the beginning of it. */
    void read(String name) throws IOException;
  }

  /** The fields of a recipient that have been read so far. */
  private static class Recipient {
    Optional<String> id = Optional.empty();
  }

  private static final class Channel extends Recipient {
    private boolean direct;
    private boolean withBot;
  }
}
