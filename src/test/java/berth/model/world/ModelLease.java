package berth.model.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A lease as the model knows it. Its times are by the clock of the model. */
public final class ModelLease {

  public final String slot;
  public final int holder;
  public final String channel;
  public final @Nullable String ref;
  public final Instant grantedAt;
  public Instant until;

  private boolean released;
  private int grantsWhenReleased;

  /** Whether the service has answered that the slot was granted again since the release. */
  private boolean superseded;

  public ModelLease(
      String slot,
      int holder,
      String channel,
      @Nullable String ref,
      Instant grantedAt,
      Instant until) {
    this.slot = slot;
    this.holder = holder;
    this.channel = channel;
    this.ref = ref;
    this.grantedAt = grantedAt;
    this.until = until;
  }

  public boolean runs(Instant now) {
    return !released && until.isAfter(now);
  }

  public boolean wasReleased() {
    return released;
  }

  /**
   * Ends the lease.
   *
   * @param grants the number of leases that the holder was granted on the channel so far
   */
  public void release(int grants) {
    released = true;
    grantsWhenReleased = grants;
  }

  /**
   * Whether the slot of a released lease can have been granted again. Callers cannot know that,
   * since it is one of several slots that were free.
   */
  public boolean mayBeSuperseded(int grants) {
    return superseded || grants > grantsWhenReleased;
  }

  /** Whether the service must continue to answer that the slot was granted again. */
  public boolean isSuperseded() {
    return superseded;
  }

  public void supersede() {
    superseded = true;
  }
}
