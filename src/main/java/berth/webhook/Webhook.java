package berth.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The webhook of a subscription.
 *
 * @param types of the events that are sent; {@code null} for all
 * @param secret signs what is sent: {@code whsec_} and Base64, as Standard Webhooks define it
 * @param deliveredId the events up to this id were sent, or given up
 * @param failures how many times in a row the next event could not be sent
 * @param failingSince since when; {@code null} when the last one was sent
 * @param failure why, for people
 */
public record Webhook(
    long subscriptionId,
    URI url,
    @Nullable List<String> types,
    String secret,
    long deliveredId,
    int failures,
    @Nullable Instant failingSince,
    @Nullable String failure) {

  /** Without the secret, and without the URL, which may hold one. */
  @Override
  public String toString() {
    return "Webhook[" + subscriptionId + "]";
  }
}
