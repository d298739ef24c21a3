package berth.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A lease as the model knows it; its times are by the clock of the model. */
final class Lease {

  final String slot;
  final int holder;
  final String channel;
  final @Nullable String ref;
  final Instant grantedAt;
  Instant until;

  private boolean released;
  private int grantsWhenReleased;

  /** Whether the service has said that somebody else was granted the slot since the release. */
  private boolean superseded;

  Lease(
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

  boolean runs(Instant now) {
    return !released && until.isAfter(now);
  }

  boolean wasReleased() {
    return released;
  }

  /**
   * @param grants how many leases the holder was granted on the channel so far
   */
  void release(int grants) {
    released = true;
    grantsWhenReleased = grants;
  }

  /**
   * Whether the slot of a released lease can have gone to another. It can't be known from outside,
   * where it is one of several slots that were free.
   */
  boolean mayBeSuperseded(int grants) {
    return superseded || grants > grantsWhenReleased;
  }

  /** Whether the service must go on saying so. */
  boolean isSuperseded() {
    return superseded;
  }

  void supersede() {
    superseded = true;
  }
}
