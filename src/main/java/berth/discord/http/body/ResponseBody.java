package berth.discord.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** What is left of a body when it has been read. */
public sealed interface ResponseBody {

  /** A user, or a refusal, is far smaller. */
  int MOST_BYTES = 64 * 1024;

  /** A list of thousands of channels is smaller. */
  int MOST_BYTES_OF_CHANNELS = 8 * 1024 * 1024;

  /** All of it; nothing when it is no JSON, or too large to be any of Discord's. */
  record Json(JsonNode tree) implements ResponseBody {}

  /** What is none. */
  ResponseBody NOTHING = new Json(MissingNode.getInstance());

  /**
   * A list of channels.
   *
   * @param withBot the one with the bot; empty when there is none
   */
  record Channels(Optional<String> withBot) implements ResponseBody {}

  /**
   * Something else where a list of channels should be.
   *
   * @param why for a person
   */
  record NoChannels(String why) implements ResponseBody {}
}
