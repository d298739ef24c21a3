package berth.client;

/**
 * How much an account runs.
 *
 * @param available how many more slots could be granted now
 */
public record AccountLoad(
    String channel, String status, int maxJobs, int executing, int available) {}
