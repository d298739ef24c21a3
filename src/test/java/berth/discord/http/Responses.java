package berth.discord.http;

import berth.discord.http.body.BodyReader;
import berth.discord.http.body.BoundedStream;
import berth.discord.http.body.ResponseBody;
import berth.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Makes responses of Discord, whose bodies are read as they would be from a connection. */
public final class Responses {

  private static final String BOT = "936929561302675456";
  private static final BodyReader BODIES = new BodyReader();
  private static final Deadline FAR = Deadline.in(Duration.ofHours(1));

  private Responses() {}

  public static DiscordResponse json(int status, Map<String, String> headers, String body) {
    return json(status, RateLimitHeaders.of(headers::get), body.getBytes(StandardCharsets.UTF_8));
  }

  public static DiscordResponse json(int status, RateLimitHeaders headers, byte[] body) {
    try {
      return new DiscordResponse(
          status, headers, BODIES.json(stream(body, ResponseBody.MAX_BYTES)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public static DiscordResponse channels(String body) {
    return channels(body.getBytes(StandardCharsets.UTF_8));
  }

  public static DiscordResponse channels(byte[] body) {
    try {
      return new DiscordResponse(
          200,
          RateLimitHeaders.of(name -> null),
          BODIES.channels(stream(body, ResponseBody.MAX_BYTES_OF_CHANNELS), BOT));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static BoundedStream stream(byte[] body, int maxBytes) {
    return new BoundedStream(new ByteArrayInputStream(body), maxBytes, FAR);
  }
}
