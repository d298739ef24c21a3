package berth.dev.discord.exchange;

import java.util.Optional;

/** The routes of the simulated Discord. */
public enum Route {
  /** The user of the token. */
  USER,
  /** The user's private channels. */
  CHANNELS;

  public static Optional<Route> of(String method, String path) {
    return switch (method + " " + path) {
      case "GET /users/@me" -> Optional.of(USER);
      case "GET /users/@me/channels" -> Optional.of(CHANNELS);
      default -> Optional.empty();
    };
  }
}
