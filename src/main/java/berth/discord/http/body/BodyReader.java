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

/** Reads bodies from streams. The streams stay open: the code that opened them closes them. */
public final class BodyReader {

  /**
   * Not static: a static field of a native executable is set when it is built, so the seed for the
   * hashes of field names would be the same in all processes.
   */
  private final ObjectMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                  // a body may have a million different names, of which two or three count
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  // Discord sends no longer string, but a body may be one single string
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(ResponseBody.MAX_BYTES)
                          .build())
                  .build())
          .build();

  /**
   * Reads a user or an error.
   *
   * @throws IOException when the body can't be read to its end
   */
  public ResponseBody json(InputStream body) throws IOException {
    try {
      return new ResponseBody.Json(json.readTree(body));
    } catch (JsonProcessingException
        | CharConversionException
        | BoundedStream.TooLargeException other) {
      return ResponseBody.NO_JSON;
    }
  }

  /**
   * Searches a list of channels, which may have megabytes, for the one with the bot.
   *
   * @throws IOException when the body can't be read to that channel, nor to its end
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
