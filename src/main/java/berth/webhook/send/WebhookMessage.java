package berth.webhook.send;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What is sent to the receiver of a webhook.
 *
 * @param id the same at each try, so that a receiver can tell that it has got the message before
 * @param body JSON, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record WebhookMessage(String id, byte[] body) {

  /** A message by which a caller tries the receiver. */
  public static WebhookMessage test() {
    String body =
        "{\"type\":\"test\",\"timestamp\":\"%s\",\"data\":{}}"
            .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    return new WebhookMessage("test_" + UUID.randomUUID(), body.getBytes(StandardCharsets.UTF_8));
  }
}
