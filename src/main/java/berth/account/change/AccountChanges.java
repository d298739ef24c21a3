package berth.account.change;

import berth.waiting.WaitQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Set;

/**
 * Tells that an account was changed or deleted: those who wait for slots, and whom it concerns in
 * this pod.
 */
@ApplicationScoped
public class AccountChanges {

  private final WaitQueue line;
  private final Event<AccountChanged> changes;

  AccountChanges(WaitQueue line, Event<AccountChanged> changes) {
    this.line = line;
    this.changes = changes;
  }

  /** To be called after the change was committed. */
  public void tell(long subscriptionId, String channel) {
    changes.fire(new AccountChanged(subscriptionId, channel));
    line.tell(Set.of(subscriptionId), Set.of());
  }
}
