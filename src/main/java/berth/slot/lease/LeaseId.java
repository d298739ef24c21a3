package berth.slot.lease;

/**
 * The identity of a lease: its slot, and the fence with which it was granted. Callers know it as
 * the text that {@link LeaseIdCodec} makes of it.
 *
 * @param channel a Discord snowflake
 * @param number the number of the slot among the slots of its account, 0 to 14
 * @param fence larger than the fence of every lease granted before
 */
public record LeaseId(String channel, int number, long fence) {}
