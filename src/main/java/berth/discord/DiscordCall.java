package berth.discord;

import berth.discord.http.DiscordRoute;
import berth.discord.limit.Requester;
import berth.secret.DiscordToken;
import berth.time.Deadline;

/**
 * What is to be asked of Discord, for whom, and until when an answer is of use.
 *
 * @param requester whose part of the budget it may use
 */
record DiscordCall(
    DiscordRoute route, DiscordToken token, Requester requester, Deadline deadline) {}
