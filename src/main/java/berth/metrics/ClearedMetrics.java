package berth.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Removes all metrics when the service ends. In dev mode and in tests the registry outlives the
 * service, and its gauges would go on reading the objects of the service that has ended.
 */
@ApplicationScoped
class ClearedMetrics {

  private final MeterRegistry meters;

  ClearedMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void clear(@Observes ShutdownEvent end) {
    meters.clear();
  }
}
