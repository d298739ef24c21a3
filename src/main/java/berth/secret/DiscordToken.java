package berth.secret;

/**
 * A Discord token. Whoever holds it controls the Discord user, so it only leaves this type where it
 * is sent to Discord, encrypted, or returned to who may have it.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
public record DiscordToken(String value) {

  public static final int MAX_LENGTH = 512;
  private static final int SHOWN_AT_EACH_END = 3;

  public DiscordToken {
    if (!isWellFormed(value)) {
      // without the value: this message may be logged
      throw new IllegalArgumentException(
          "A Discord token is 1 to " + MAX_LENGTH + " visible ASCII characters");
    }
  }

  /** Whether the text can be a token: anything else could not even be sent as a header. */
  static boolean isWellFormed(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The first and last three characters, for a person to recognise it by. */
  public String masked() {
    // a token this short would be shown whole
    if (value.length() <= 2 * SHOWN_AT_EACH_END) {
      return "...";
    }
    return value.substring(0, SHOWN_AT_EACH_END)
        + "..."
        + value.substring(value.length() - SHOWN_AT_EACH_END);
  }

  @Override
  public String toString() {
    return "DiscordToken[" + masked() + "]";
  }
}
