package berth.account.store;

import berth.account.health.Health;
import berth.secret.DiscordToken;

/**
 * A Discord user's direct-message channel with the Midjourney bot, and how many jobs may run on it.
 *
 * @param channel the key of the account, a Discord snowflake
 * @param maxJobs 1 to 15
 */
public record Account(String channel, DiscordToken token, int maxJobs, Health health) {}
