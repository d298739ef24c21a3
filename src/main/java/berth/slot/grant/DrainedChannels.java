package berth.slot.grant;

import berth.batch.BatchMetrics;
import berth.batch.StatementBatcher;
import berth.capacity.SlotLimits;
import berth.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Resizes channels on which a draining lease has run out. No statement runs when a lease runs out,
 * so the next grant that finds such a channel has it resized. Requests that find the same channel
 * at the same time share one resize.
 */
@Startup // so that its metrics are there from the start
@ApplicationScoped
class DrainedChannels {

  /** Drained channels that a grant of the subscription has found. */
  private record Found(long subscriptionId, List<String> channels) {}

  private final StatementBatcher<Found, Boolean> resizes;

  DrainedChannels(SlotLimits limits, MeterRegistry meters) {
    this.resizes =
        new StatementBatcher<>(
            BatchMetrics.of(meters, "resize"),
            Found::subscriptionId,
            found -> Database.withTimeout(resizeAll(limits, found)));
  }

  /** Adapts the slots of the channels to what their accounts may run now. */
  Uni<Void> resize(long subscriptionId, List<String> channels) {
    return resizes.submit(new Found(subscriptionId, channels)).replaceWithVoid();
  }

  private static Uni<List<Boolean>> resizeAll(SlotLimits limits, List<Found> found) {
    return Multi.createFrom()
        .iterable(
            found.stream().flatMap(one -> one.channels().stream()).distinct().sorted().toList())
        .onItem()
        .transformToUniAndConcatenate(limits::applyAnew)
        .collect()
        .last()
        .replaceWith(found.stream().map(one -> true).toList());
  }
}
