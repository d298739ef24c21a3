package berth.webhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what became of events that were sent to webhooks. */
@Startup // so that they are there from the start
@ApplicationScoped
class DeliveryMetrics {

  private final Counter delivered;
  private final Counter failed;
  private final Counter givenUp;

  DeliveryMetrics(MeterRegistry meters) {
    this.delivered = counter(meters, "delivered");
    this.failed = counter(meters, "failed");
    this.givenUp = counter(meters, "given_up");
  }

  private static Counter counter(MeterRegistry meters, String result) {
    return Counter.builder("berth.webhook.deliveries")
        .description("Events that were sent to a webhook, by what became of them")
        .tag("result", result)
        .register(meters);
  }

  void delivered() {
    delivered.increment();
  }

  void failed() {
    failed.increment();
  }

  void givenUp() {
    givenUp.increment();
  }
}
