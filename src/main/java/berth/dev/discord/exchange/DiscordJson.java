package berth.dev.discord.exchange;

/**
 * JSON as Discord writes it. Parameters for ids are JSON as well, so that an id can be a number.
 */
public final class DiscordJson {

  /** The Midjourney bot's user on Discord. */
  public static final String BOT = "936929561302675456";

  private DiscordJson() {}

  /** The response to a user without a fault. */
  public static String ordinary(Visit visit) {
    return byRoute(visit, user(text(visit.user().id())), list(group(), withBot(visit)));
  }

  /** The user or the channels, whichever was requested. */
  public static String byRoute(Visit visit, String user, String channels) {
    return switch (visit.route()) {
      case USER -> user;
      case CHANNELS -> channels;
    };
  }

  public static String user(String id) {
    return "{\"id\": " + id + ", \"username\": \"someone\", \"flags\": 0}";
  }

  public static String list(String... channels) {
    return "[" + String.join(",", channels) + "]";
  }

  public static String direct(String id, String recipient) {
    return channel(id, ", \"recipients\": [{\"id\": " + recipient + "}]");
  }

  /** A direct-message channel. */
  public static String channel(String id, String moreFields) {
    return "{\"id\": " + id + ", \"type\": 1" + moreFields + "}";
  }

  public static String group() {
    return "{\"id\": \"3\", \"type\": 3, \"recipients\": [{\"id\": \"%s\"}, {\"id\": \"4\"}]}"
        .formatted(BOT);
  }

  public static String withBot(Visit visit) {
    return direct(text(visit.user().channel()), text(BOT));
  }

  public static String error(int code, String message) {
    return "{\"message\": \"%s\", \"code\": %d}".formatted(message, code);
  }

  public static String text(String value) {
    return "\"" + value + "\"";
  }
}
