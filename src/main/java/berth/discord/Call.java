package berth.discord;

import berth.secret.DiscordToken;
import berth.time.Deadline;

/**
 * What is to be asked of Discord, for whom, and until when an answer is of use.
 *
 * @param asker whose part of the budget it may use
 */
record Call(DiscordRoute route, DiscordToken token, Asker asker, Deadline deadline) {}
