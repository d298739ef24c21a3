package berth.chaos.record;

/**
 * A lease as its holder knows it. The lease ran for certain from the answer that granted it until
 * the holder sent the release or it could have run out. Times are of {@link System#nanoTime}.
 *
 * @param requested when the first request that can have been granted the lease was sent
 * @param acknowledged when the holder received the answer
 * @param until the time until which the lease ran for certain; not after {@code acknowledged} when
 *     there was no such time
 */
public record HeldLease(
    String channel, String slot, long fence, long requested, long acknowledged, long until) {}
