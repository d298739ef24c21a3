package berth.discord;

import berth.secret.DiscordToken;
import berth.time.Deadline;

/** What is to be asked of Discord, and until when an answer is of use. */
record Call(DiscordRoute route, DiscordToken token, Deadline deadline) {}
