package berth.account.change;

import berth.account.store.AccountEntity;
import berth.capacity.SlotLimits;
import berth.event.EventLog;
import berth.event.PoolEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The end of each transaction that changes an account: its slots, and then its events. */
@ApplicationScoped
public class FinishChange {

  private final SlotLimits limits;
  private final EventLog events;

  FinishChange(SlotLimits limits, EventLog events) {
    this.limits = limits;
    this.events = events;
  }

  /**
   * Applies the limit that the account has now, and writes what happened to it. The transaction
   * must not lock anything else afterwards.
   */
  public Uni<Void> finish(AccountEntity row, List<PoolEvent> happened) {
    return limits
        .apply(row.channel())
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(happened)
                    .onItem()
                    .transformToUniAndConcatenate(
                        event -> events.write(row.subscriptionId(), event))
                    .collect()
                    .last())
        .replaceWithVoid();
  }
}
