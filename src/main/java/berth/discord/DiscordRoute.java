package berth.discord;

/** The calls that Berth makes. */
enum DiscordRoute {
  /** The user whom the token belongs to. */
  USER,
  /** The user's active private channels. */
  CHANNELS
}
