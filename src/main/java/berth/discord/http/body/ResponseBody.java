package berth.discord.http.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** The part of a response's body that Berth keeps. */
public sealed interface ResponseBody {

  /** Maximum size of a user or an error. Both are far smaller at Discord. */
  int MAX_BYTES = 64 * 1024;

  /** Maximum size of a list of channels. A list of thousands of channels is smaller. */
  int MAX_BYTES_OF_CHANNELS = 8 * 1024 * 1024;

  /** The whole body as JSON. */
  record Json(JsonNode tree) implements ResponseBody {}

  /** A body that is not JSON, or is larger than {@link #MAX_BYTES}, and so is not Discord's. */
  ResponseBody NO_JSON = new Json(MissingNode.getInstance());

  /**
   * A list of channels.
   *
   * @param withBot the id of the one with the bot; empty when there is none
   */
  record Channels(Optional<String> withBot) implements ResponseBody {}

  /**
   * Another body in place of a list of channels.
   *
   * @param why for a person
   */
  record NoChannels(String why) implements ResponseBody {}
}
