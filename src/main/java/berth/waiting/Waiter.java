package berth.waiting;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who waits in this pod. */
public final class Waiter {

  private final long ticket;
  private final long subscriptionId;
  private final String pin;

  /** Whom to call; {@code null} while it looks for itself. Guarded by the room. */
  @Nullable Consumer<WaitEnd> parked;

  Waiter(long ticket, long subscriptionId, String pin) {
    this.ticket = ticket;
    this.subscriptionId = subscriptionId;
    this.pin = pin;
  }

  /** Smaller than those of all who came later, to whatever pod. */
  public long ticket() {
    return ticket;
  }

  long subscriptionId() {
    return subscriptionId;
  }

  /** The only channel that will do; empty for any. */
  String pin() {
    return pin;
  }
}
