package berth.discord;

import berth.batch.Detached;
import berth.time.Deadline;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.smallrye.mutiny.unchecked.UncheckedSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Reads answers on threads, for they come as streams and may be megabytes long; whether somebody
 * still waits for them or not, since else their connections would never be free.
 */
final class AnswerReader {

  /** An error tells by its status what matters: its body is not waited for as long as others. */
  private static final Duration ERROR_PATIENCE = Duration.ofSeconds(1);

  private final String botId;

  AnswerReader(String botId) {
    this.botId = botId;
  }

  /** Reads an answer; fails when it is a 200 that does not come to its end. */
  Uni<DiscordAnswer> read(
      DiscordRoute route, RestResponse<InputStream> response, Deadline deadline) {
    int status = response.getStatus();
    LimitHeaders headers = LimitHeaders.of(response::getHeaderString);
    Uni<Content> content =
        status == 200
            ? onThread(() -> ofSuccess(route, response, deadline))
            : onThread(() -> ofError(response, deadline))
                .ifNoItem()
                .after(ERROR_PATIENCE)
                .recoverWithItem(Content.NOTHING)
                .onFailure()
                .recoverWithItem(Content.NOTHING);
    return content.map(read -> new DiscordAnswer(status, headers, read));
  }

  private Content ofSuccess(
      DiscordRoute route, RestResponse<InputStream> response, Deadline deadline)
      throws IOException {
    try (InputStream body = bodyOf(response)) {
      return route == DiscordRoute.CHANNELS
          ? Content.channels(
              new BoundedStream(body, Content.MOST_BYTES_OF_CHANNELS, deadline), botId)
          : Content.json(new BoundedStream(body, Content.MOST_BYTES, deadline));
    }
  }

  private static Content ofError(RestResponse<InputStream> response, Deadline deadline)
      throws IOException {
    try (InputStream body = bodyOf(response)) {
      return Content.json(new BoundedStream(body, Content.MOST_BYTES, deadline));
    }
  }

  private static InputStream bodyOf(RestResponse<InputStream> response) {
    InputStream body = response.getEntity();
    return body == null ? InputStream.nullInputStream() : body;
  }

  private static Uni<Content> onThread(UncheckedSupplier<Content> reading) {
    return Detached.of(
        Uni.createFrom()
            .item(Unchecked.supplier(reading))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }
}
