package berth.discord;

import berth.secret.DiscordToken;
import berth.time.Deadline;

/**
 * What is to be asked of Discord, and until when an answer is of use.
 *
 * @param share how much of the budget it may use
 */
record Call(DiscordRoute route, DiscordToken token, Share share, Deadline deadline) {}
