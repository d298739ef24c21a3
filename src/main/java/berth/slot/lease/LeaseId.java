package berth.slot.lease;

/**
 * The name of a lease: the slot that it is on, and the fence that it was granted with.
 *
 * @param channel a snowflake
 * @param number of the slot among those of its account, 0 to 14
 * @param fence larger than that of every lease granted before
 */
public record LeaseId(String channel, int number, long fence) {}
