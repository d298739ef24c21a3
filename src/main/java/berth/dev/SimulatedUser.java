package berth.dev;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happens to the users of the simulated Discord. A token {@code sim-locked} is that of LOCKED.
 */
enum SimulatedUser {
  /** Any user that is none of the others: all is well. */
  WELL,
  /** The token is refused. */
  INVALID,
  /** Must verify the account first. */
  LOCKED,
  /** Is asked to come back later. */
  LIMITED,
  /** Has channels with others only: in a group with the bot, and with somebody else. */
  NO_BOT,
  /** Waits for longer than any client does. */
  SLOW,
  /** Is told that Discord is down. */
  DOWN,
  /** Is hung up on. */
  RESET,
  /** Meets a proxy that answers for Discord. */
  HTML,
  /** Gets an answer with nothing in it. */
  EMPTY,
  /** Gets JSON that ends too early. */
  TRUNCATED,
  /** Has so many channels that the list of them is megabytes long. */
  HUGE,
  /** Has ids that are JSON numbers. */
  NUMERIC,
  /** Is sent somewhere else. */
  MOVED;

  /** The Midjourney bot's user on Discord. */
  private static final String BOT = "936929561302675456";

  private static final int MANY = 40_000;
  private static final BigInteger LEAST = BigInteger.TEN.pow(17);
  private static final BigInteger RANGE = BigInteger.TEN.pow(17).multiply(BigInteger.valueOf(8));

  static SimulatedUser of(String user) {
    return Stream.of(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(user))
        .findFirst()
        .orElse(WELL);
  }

  SimulatedAnswer answer(String path, String user, String channel) {
    String id = snowflake("user " + user);
    return switch (this) {
      case INVALID -> SimulatedAnswer.UNAUTHORIZED;
      case LOCKED ->
          SimulatedAnswer.json(
              403,
              """
              {"message": "You need to verify your account in order to perform this action.",
               "code": 40002}
              """);
      case LIMITED ->
          SimulatedAnswer.json(
              429,
              """
              {"message": "You are being rate limited.", "retry_after": 1.337, "global": false}
              """);
      case SLOW -> SimulatedAnswer.json(200, "{}").after(Duration.ofSeconds(15));
      case DOWN -> SimulatedAnswer.of(503, "text/plain", "upstream connect error");
      case RESET -> SimulatedAnswer.HANG_UP;
      case HTML -> SimulatedAnswer.of(200, "text/html", "<html><body>Hello</body></html>");
      case EMPTY -> SimulatedAnswer.of(200, "application/json", "");
      case TRUNCATED -> SimulatedAnswer.json(200, "{\"id\": \"" + id);
      case MOVED -> SimulatedAnswer.of(302, "text/plain", "");
      case NUMERIC -> json(path, id, list(direct(channel, BOT)));
      case HUGE -> json(path, text(id), list(many(), direct(text(channel), text(BOT))));
      case NO_BOT -> json(path, text(id), list(group(), direct(text("1"), text("2"))));
      case WELL -> json(path, text(id), list(group(), direct(text(channel), text(BOT))));
    };
  }

  private static SimulatedAnswer json(String path, String id, String channels) {
    return SimulatedAnswer.json(
        200,
        path.endsWith("/channels")
            ? channels
            : "{\"id\": " + id + ", \"username\": \"someone\", \"flags\": 0}");
  }

  private static String list(String... channels) {
    return "[" + String.join(",", channels) + "]";
  }

  private static String direct(String channel, String recipient) {
    return "{\"id\": %s, \"type\": 1, \"recipients\": [{\"id\": %s}]}"
        .formatted(channel, recipient);
  }

  private static String group() {
    return "{\"id\": \"3\", \"type\": 3, \"recipients\": [{\"id\": \"%s\"}, {\"id\": \"4\"}]}"
        .formatted(BOT);
  }

  private static String many() {
    return IntStream.range(0, MANY)
        .mapToObj(
            i ->
                direct(text("" + (1000 + i)), text("5") + ", \"note\": \"" + "x".repeat(60) + "\""))
        .collect(Collectors.joining(","));
  }

  private static String text(String value) {
    return "\"" + value + "\"";
  }

  /** An 18-digit id, always the same for the same seed. */
  static String snowflake(String seed) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, hash).mod(RANGE).add(LEAST).toString();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
