package berth.discord;

import berth.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Answers of Discord, read as they would be from a connection. */
final class Answers {

  private static final String BOT = "936929561302675456";
  private static final ContentReader CONTENTS = new ContentReader();
  private static final Deadline FAR = Deadline.in(Duration.ofHours(1));

  private Answers() {}

  static DiscordAnswer json(int status, Map<String, String> headers, String body) {
    return json(status, LimitHeaders.of(headers::get), body.getBytes(StandardCharsets.UTF_8));
  }

  static DiscordAnswer json(int status, LimitHeaders headers, byte[] body) {
    try {
      return new DiscordAnswer(status, headers, CONTENTS.json(stream(body, Content.MOST_BYTES)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static DiscordAnswer channels(String body) {
    return channels(body.getBytes(StandardCharsets.UTF_8));
  }

  static DiscordAnswer channels(byte[] body) {
    try {
      return new DiscordAnswer(
          200,
          LimitHeaders.of(name -> null),
          CONTENTS.channels(stream(body, Content.MOST_BYTES_OF_CHANNELS), BOT));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static BoundedStream stream(byte[] body, int most) {
    return new BoundedStream(new ByteArrayInputStream(body), most, FAR);
  }
}
