package berth.webhook.delivery;

import berth.event.read.EventView;
import berth.webhook.send.WebhookMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Writes events as messages, in the form that Standard Webhooks recommend. */
@ApplicationScoped
class EventMessages {

  @RegisterForReflection // written to the body of a request
  record Payload(String type, Instant timestamp, EventView data) {}

  private final ObjectMapper json;

  EventMessages(ObjectMapper json) {
    this.json = json;
  }

  WebhookMessage of(long subscriptionId, EventView event) {
    try {
      return new WebhookMessage(
          "evt_" + subscriptionId + "_" + event.id(),
          json.writeValueAsBytes(new Payload(event.type(), event.at(), event)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
