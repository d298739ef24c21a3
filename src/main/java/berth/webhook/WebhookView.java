package berth.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A webhook as its owner sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Webhook",
    description = "Where the events of the subscription are sent.",
    requiredProperties = {"url", "delivered"})
record WebhookView(
    @Schema(description = "The URL that gets a POST for each event.") String url,
    @Schema(description = "The types of the events that are sent; absent when all are.")
        @Nullable List<String> types,
    @Schema(description = "The events up to this id were sent, or given up after three days.")
        String delivered,
    @Schema(
            description =
                "Signs what is sent, as Standard Webhooks define it; only in the answer to the request that made it.")
        @Nullable String secret,
    @Schema(description = "Only there when the next event could not be sent.")
        @Nullable FailingView failing) {

  /** Since when and why events can't be sent. */
  @Schema(
      name = "WebhookFailing",
      description = "Since when and why events can't be sent.",
      requiredProperties = {"since", "reason", "tries"})
  record FailingView(
      @Schema(description = "Since when.") Instant since,
      @Schema(description = "What happened at the last try.") String reason,
      @Schema(description = "How often it was tried.") int tries) {}

  static WebhookView of(Webhook webhook) {
    return of(webhook, null);
  }

  static WebhookView withSecret(Webhook webhook) {
    return of(webhook, webhook.secret());
  }

  private static WebhookView of(Webhook webhook, @Nullable String secret) {
    Instant since = webhook.failingSince();
    String reason = Optional.ofNullable(webhook.failure()).orElse("");
    return new WebhookView(
        webhook.url().toString(),
        webhook.types(),
        Long.toString(webhook.deliveredId()),
        secret,
        since == null ? null : new FailingView(since, reason, webhook.failures()));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "WebhookView[" + delivered + "]";
  }
}
