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
 * Reads responses on worker threads: their bodies are blocking streams and may have megabytes. A
 * response is read even when its caller no longer waits for it, since otherwise its connection
 * would never be free.
 */
public final class ResponseReader {

  /**
   * Maximum number of bytes after the part that was needed that are received and discarded; a
   * longer rest closes the connection. To receive so much costs less than a new connection. And a
   * shorter rest may have been received already: then the connection may serve another request by
   * now and must not be closed.
   */
  private static final int REST_BYTES = 1024 * 1024;

  private final BodyReader bodies = new BodyReader();
  private final String botId;
  private final Duration errorTimeout;

  /**
   * @param errorTimeout how long to wait for the body of an error
   */
  public ResponseReader(String botId, Duration errorTimeout) {
    this.botId = botId;
    this.errorTimeout = errorTimeout;
  }

  /** Reads a response. Fails when its status is 200 and its body can't be read. */
  public Uni<DiscordResponse> read(
      DiscordRoute route, RestResponse<InputStream> response, Deadline deadline) {
    int status = response.getStatus();
    RateLimitHeaders headers = RateLimitHeaders.of(response::getHeaderString);
    Uni<ResponseBody> body =
        status == 200 && route == DiscordRoute.CHANNELS
            ? onThread(
                bounded(response, ResponseBody.MAX_BYTES_OF_CHANNELS, deadline),
                stream -> bodies.channels(stream, botId))
            : onThread(bounded(response, ResponseBody.MAX_BYTES, deadline), bodies::json);
    if (status != 200) {
      body =
          body.ifNoItem()
              .after(errorTimeout)
              .fail()
              .onFailure()
              .recoverWithItem(ResponseBody.NO_JSON);
    }
    return body.map(read -> new DiscordResponse(status, headers, read));
  }

  private static InputStream bounded(
      RestResponse<InputStream> response, int maxBytes, Deadline deadline) {
    InputStream body = response.getEntity();
    return new BoundedStream(
        body == null ? InputStream.nullInputStream() : body, maxBytes, deadline);
  }

  private interface Reading {
    ResponseBody of(InputStream body) throws IOException;
  }

  /** Returns the result as soon as it is known; the rest of the body is discarded after that. */
  private static Uni<ResponseBody> onThread(InputStream body, Reading reading) {
    return Uncancelled.of(
        Uni.createFrom()
            .<ResponseBody>emitter(
                emitter -> {
                  try (body) {
                    emitter.complete(reading.of(body));
                    body.skipNBytes(REST_BYTES);
                  } catch (IOException broken) {
                    // has no effect when the emitter is complete
                    emitter.fail(broken);
                  }
                })
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }
}
