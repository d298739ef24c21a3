package berth.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Discord's ids. */
final class Snowflake {

  private static final Pattern SNOWFLAKE = Pattern.compile("[1-9][0-9]{0,18}");

  private Snowflake() {}

  /**
   * Reads one. Ids exceed 2^53, so they are texts; an integer is taken too, for it is read without
   * loss.
   */
  static Optional<String> of(JsonNode id) {
    return id.isTextual() || id.isIntegralNumber()
        ? Optional.of(id.asText()).filter(text -> SNOWFLAKE.matcher(text).matches())
        : Optional.empty();
  }
}
