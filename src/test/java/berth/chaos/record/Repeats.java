package berth.chaos.record;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The outcomes of requests that were repeated with the same idempotency key while the slot of the
 * key was held.
 */
public final class Repeats {

  private final AtomicInteger same = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();

  /** The answer was the same slot. */
  public void same() {
    same.incrementAndGet();
  }

  /** The answer was anything else. */
  public void other() {
    others.incrementAndGet();
  }

  /** Whether there were repeated requests, and each got the same slot. */
  public boolean areAllTheSame() {
    return same.get() > 0 && others.get() == 0;
  }

  @Override
  public String toString() {
    return "%d the same slot, %d not".formatted(same.get(), others.get());
  }
}
