package berth.account;

import berth.waiting.WaitingLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Set;

/** Tells of changed health those who wait for slots, and those who look after accounts. */
@ApplicationScoped
class HealthNews {

  private final WaitingLine line;
  private final Event<HealthChanged> changes;

  HealthNews(WaitingLine line, Event<HealthChanged> changes) {
    this.line = line;
    this.changes = changes;
  }

  /** To be called after the change was committed. */
  void tell(long subscriptionId) {
    line.tell(Set.of(subscriptionId), Set.of());
    changes.fire(new HealthChanged());
  }
}
