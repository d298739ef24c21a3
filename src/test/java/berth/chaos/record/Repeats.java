package berth.chaos.record;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What came of requests that were sent again, with the same idempotency key, while the slot that
 * the key was granted was held.
 */
public final class Repeats {

  private final AtomicInteger same = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();

  /** The same slot was the answer. */
  public void same() {
    same.incrementAndGet();
  }

  /** Anything else was. */
  public void other() {
    others.incrementAndGet();
  }

  /** Whether there were some, and each got the same slot. */
  public boolean areAllTheSame() {
    return same.get() > 0 && others.get() == 0;
  }

  @Override
  public String toString() {
    return "%d the same slot, %d not".formatted(same.get(), others.get());
  }
}
