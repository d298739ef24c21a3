package berth.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a slot must be like.
 *
 * @param maxWait how long to wait for a slot when there is none
 * @param lease 5 seconds to an hour, after which the slot is free if this process ends without a
 *     release
 * @param maxHold after which the slot is lost, however often it was renewed; {@code null} for no
 *     limit
 * @param channel takes a slot of this account only; {@code null} for any
 * @param ref a note, which lists of slots show
 */
public record TakeOptions(
    Duration maxWait,
    Duration lease,
    @Nullable Duration maxHold,
    @Nullable String channel,
    @Nullable String ref) {

  /** The shortest lease in seconds. A loss is then signalled a second before its end. */
  static final int SHORTEST = 5;

  private static final int LONGEST = 3600;
  private static final TakeOptions DEFAULTS =
      new TakeOptions(Duration.ZERO, Duration.ofMinutes(5), null, null, null);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException when a value is out of bounds
   */
  public TakeOptions {
    if (lease.toSeconds() < SHORTEST || lease.toSeconds() > LONGEST) {
      throw new IllegalArgumentException(
          "lease must be " + SHORTEST + " to " + LONGEST + " seconds");
    }
    if (maxHold != null && maxHold.toSeconds() < SHORTEST) {
      throw new IllegalArgumentException("maxHold must be at least " + SHORTEST + " seconds");
    }
  }

  /** A slot of any account, without waiting, leased for five minutes at a time. */
  public static TakeOptions now() {
    return DEFAULTS;
  }

  /** The same, waiting for a slot if there is none. */
  public static TakeOptions waiting(Duration maxWait) {
    return new TakeOptions(maxWait, DEFAULTS.lease, null, null, null);
  }

  /** The same with this lease. */
  public TakeOptions lease(Duration newLease) {
    return new TakeOptions(maxWait, newLease, maxHold, channel, ref);
  }

  /** The same, lost after this time. */
  public TakeOptions maxHold(Duration newMaxHold) {
    return new TakeOptions(maxWait, lease, newMaxHold, channel, ref);
  }

  /** The same, of this account only. */
  public TakeOptions channel(String newChannel) {
    return new TakeOptions(maxWait, lease, maxHold, newChannel, ref);
  }

  /** The same with a note. */
  public TakeOptions ref(String newRef) {
    return new TakeOptions(maxWait, lease, maxHold, channel, newRef);
  }

  /** The length of the lease. One that is longer than the slot may be held is only lost earlier. */
  int leaseSeconds() {
    long seconds = lease.toSeconds();
    return (int)
        (maxHold == null ? seconds : Math.min(seconds, maxHold.plusNanos(999_999_999).toSeconds()));
  }

  /** The body of the request. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("leaseSeconds", leaseSeconds());
    if (channel != null) {
      body.put("channel", channel);
    }
    if (ref != null) {
      body.put("ref", ref);
    }
    return body;
  }
}
