package berth.discord;

import berth.discord.http.DiscordRoute;
import berth.discord.limit.Requester;
import berth.secret.DiscordToken;
import berth.time.Deadline;

/**
 * A call of Discord's API, which one or several requests carry out.
 *
 * @param requester whose share of the budget of invalid requests it uses
 * @param deadline until when a response is of use
 */
record DiscordCall(
    DiscordRoute route, DiscordToken token, Requester requester, Deadline deadline) {}
