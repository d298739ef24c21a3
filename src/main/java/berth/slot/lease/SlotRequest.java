package berth.slot.lease;

import org.jspecify.annotations.Nullable;

/**
 * What a request for a slot asks for.
 *
 * @param channel the channel whose account must grant the slot; {@code null} for any
 * @param leaseSeconds the duration of the lease, {@value #SHORTEST} to {@value #LONGEST}
 * @param ref the caller's own note
 */
public record SlotRequest(@Nullable String channel, int leaseSeconds, @Nullable String ref) {

  /** The shortest lease, in seconds. */
  public static final int SHORTEST = 5;

  /** The longest lease, in seconds. */
  public static final int LONGEST = 3600;
}
