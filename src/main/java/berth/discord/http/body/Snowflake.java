package berth.discord.http.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads Discord's ids. Discord writes them as strings, since they exceed 2^53. An integer is
 * accepted as well, since it is read without loss.
 */
public final class Snowflake {

  private static final Pattern SNOWFLAKE = Pattern.compile("[1-9][0-9]{0,18}");

  private Snowflake() {}

  /** The id; empty when the node is not an id. */
  public static Optional<String> of(JsonNode id) {
    return id.isTextual() || id.isIntegralNumber() ? of(id.asText()) : Optional.empty();
  }

  /** The id at the parser's position; empty when the value there is not an id. */
  public static Optional<String> of(JsonParser id) throws IOException {
    return id.hasToken(JsonToken.VALUE_STRING) || id.hasToken(JsonToken.VALUE_NUMBER_INT)
        ? of(id.getText())
        : Optional.empty();
  }

  private static Optional<String> of(String id) {
    return Optional.of(id).filter(text -> SNOWFLAKE.matcher(text).matches());
  }
}
