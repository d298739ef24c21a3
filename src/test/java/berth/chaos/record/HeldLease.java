package berth.chaos.record;

/**
 * A lease as its holder knows it. It ran for certain from when the holder was told of it until
 * before it was given back or could have run out. Times are of {@link System#nanoTime}.
 *
 * @param asked when the first request that can have been granted it was sent
 * @param told when the holder knew
 * @param until up to when it ran for certain; not after {@code told} when there was no such time
 */
public record HeldLease(
    String channel, String slot, long fence, long asked, long told, long until) {}
