package berth.discord.http;

/** The routes of Discord's API that Berth calls. */
public enum DiscordRoute {
  /** The user to whom the token belongs. */
  USER,
  /** The user's active private channels. */
  CHANNELS
}
