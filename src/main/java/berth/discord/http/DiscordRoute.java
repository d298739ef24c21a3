package berth.discord.http;

/** The calls that Berth makes. */
public enum DiscordRoute {
  /** The user whom the token belongs to. */
  USER,
  /** The user's active private channels. */
  CHANNELS
}
