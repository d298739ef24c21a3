package berth.slot.grant;

import berth.batch.StatementBatcher;
import berth.capacity.SlotLimits;
import berth.database.Database;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Resizes channels on which a draining lease has run out, which nobody was there to notice. All who
 * come upon one at the same time share the work.
 */
@ApplicationScoped
class DrainedChannels {

  /** Channels that somebody of the subscription came upon. */
  private record Found(long subscriptionId, List<String> channels) {}

  private final StatementBatcher<Found, Boolean> resizes;

  DrainedChannels(SlotLimits limits) {
    this.resizes =
        new StatementBatcher<>(
            Found::subscriptionId, found -> Database.orGiveUp(resizeAll(limits, found)));
  }

  /** Brings their slots in line with what their accounts may run now. */
  Uni<Void> resize(long subscriptionId, List<String> channels) {
    return resizes.ask(new Found(subscriptionId, channels)).replaceWithVoid();
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
