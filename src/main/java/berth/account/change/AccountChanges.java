package berth.account.change;

import berth.waiting.WaitQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Set;

/**
 * Publishes that an account was changed or deleted: to the observers of {@link AccountChanged} in
 * this pod, and to the requests that wait for slots.
 */
@ApplicationScoped
class AccountChanges {

  private final WaitQueue queue;
  private final Event<AccountChanged> changes;

  AccountChanges(WaitQueue queue, Event<AccountChanged> changes) {
    this.queue = queue;
    this.changes = changes;
  }

  /** Must be called after the change was committed. */
  void publish(long subscriptionId, String channel) {
    changes.fire(new AccountChanged(subscriptionId, channel));
    queue.wakeWaiters(Set.of(subscriptionId), Set.of());
  }
}
