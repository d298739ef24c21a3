package berth.discord.http;

import berth.context.Uncancelled;
import berth.discord.http.body.BodyReader;
import berth.discord.http.body.BoundedStream;
import berth.discord.http.body.ResponseBody;
import berth.time.Deadline;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Reads answers on threads, for they come as streams and may be megabytes long; whether somebody
 * still waits for them or not, since else their connections would never be free.
 */
public final class ResponseReader {

  /**
   * To receive so much costs less than another connection. And what is less may have come in
   * already, so that the connection is another request's by now and must not be cut.
   */
  private static final int REST_BYTES = 1024 * 1024;

  private final BodyReader contents = new BodyReader();
  private final String botId;
  private final Duration errorTimeout;

  /**
   * @param errorTimeout for how long the body of an error is waited for
   */
  public ResponseReader(String botId, Duration errorTimeout) {
    this.botId = botId;
    this.errorTimeout = errorTimeout;
  }

  /** Reads an answer; fails when it is a 200 that does not come to its end. */
  public Uni<DiscordResponse> read(
      DiscordRoute route, RestResponse<InputStream> response, Deadline deadline) {
    int status = response.getStatus();
    RateLimitHeaders headers = RateLimitHeaders.of(response::getHeaderString);
    Uni<ResponseBody> content =
        status == 200 && route == DiscordRoute.CHANNELS
            ? onThread(
                bounded(response, ResponseBody.MOST_BYTES_OF_CHANNELS, deadline),
                body -> contents.channels(body, botId))
            : onThread(bounded(response, ResponseBody.MOST_BYTES, deadline), contents::json);
    if (status != 200) {
      content =
          content
              .ifNoItem()
              .after(errorTimeout)
              .fail()
              .onFailure()
              .recoverWithItem(ResponseBody.NOTHING);
    }
    return content.map(read -> new DiscordResponse(status, headers, read));
  }

  private static InputStream bounded(
      RestResponse<InputStream> response, int most, Deadline deadline) {
    InputStream body = response.getEntity();
    return new BoundedStream(body == null ? InputStream.nullInputStream() : body, most, deadline);
  }

  private interface Reading {
    ResponseBody of(InputStream body) throws IOException;
  }

  /** What is left of the body when it has told what it has to is read later, if it is little. */
  private static Uni<ResponseBody> onThread(InputStream body, Reading reading) {
    return Uncancelled.of(
        Uni.createFrom()
            .<ResponseBody>emitter(
                emitter -> {
                  try (body) {
                    emitter.complete(reading.of(body));
                    body.skipNBytes(REST_BYTES);
                  } catch (IOException broken) {
                    // nobody hears it any more when it was complete before
                    emitter.fail(broken);
                  }
                })
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }
}
