package berth.discord.http.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies, from streams that stay open for whoever opened them. */
public final class BodyReader {

  /**
   * Not static: the seed by which it hashes names would be the same in all processes of a native
   * executable.
   */
  private final ObjectMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                  // no text of Discord's is longer, but the body may be one text
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(ResponseBody.MOST_BYTES)
                          .build())
                  .build())
          .build();

  /**
   * Reads a user or a refusal.
   *
   * @throws IOException when it does not come to its end
   */
  public ResponseBody json(InputStream body) throws IOException {
    try {
      return new ResponseBody.Json(json.readTree(body));
    } catch (JsonProcessingException
        | CharConversionException
        | BoundedStream.TooLargeException other) {
      return ResponseBody.NOTHING;
    }
  }

  /**
   * Looks for a channel with the bot, in what may be megabytes.
   *
   * @throws IOException when it does not come to its end, or not to that channel
   */
  public ResponseBody channels(InputStream body, String botId) throws IOException {
    try {
      return new ResponseBody.Channels(BotChannelParser.find(json, body, botId));
    } catch (JsonProcessingException | CharConversionException noJson) {
      return new ResponseBody.NoChannels("Discord did not answer with a list of channels");
    } catch (BoundedStream.TooLargeException tooLarge) {
      return new ResponseBody.NoChannels("Discord's answer is too large");
    }
  }
}
