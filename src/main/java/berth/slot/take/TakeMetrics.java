package berth.slot.take;

import berth.error.OverloadedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts the requests that got no slot. */
final class TakeMetrics {

  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);

  TakeMetrics(MeterRegistry meters) {
    for (Refusal refusal : Refusal.values()) {
      refused.put(
          refusal,
          Counter.builder("berth.slots.refused")
              .description("Requests that got no slot")
              .tag("reason", refusal.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  /** Counts the request when it has its result. */
  Uni<TakeResult> count(Uni<TakeResult> request) {
    return request
        .invoke(this::count)
        .onFailure(OverloadedException.class)
        .invoke(() -> count(Refusal.OVERLOADED));
  }

  private void count(TakeResult result) {
    if (result instanceof TakeResult.NotTaken notTaken) {
      count(notTaken.refusal());
    }
  }

  private void count(Refusal refusal) {
    Objects.requireNonNull(refused.get(refusal)).increment();
  }
}
