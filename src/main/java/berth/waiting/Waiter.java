package berth.waiting;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request that waits in this pod. */
public final class Waiter {

  private final long ticket;
  private final long subscriptionId;
  private final String pin;
  private final long since = System.nanoTime();

  /** Wakes the waiter; {@code null} while it is not parked. Guarded by {@link LocalWaiters}. */
  @Nullable Consumer<WaitEnd> callback;

  Waiter(long ticket, long subscriptionId, String pin) {
    this.ticket = ticket;
    this.subscriptionId = subscriptionId;
    this.pin = pin;
  }

  /** The place in the order of all pods; smaller than the tickets of all later waiters. */
  public long ticket() {
    return ticket;
  }

  /** How long it has waited. */
  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  long subscriptionId() {
    return subscriptionId;
  }

  /** The only channel that fits the request; empty for any. */
  String pin() {
    return pin;
  }
}
