package berth.secret;

/**
 * A Discord token. It gives control of the Discord user, so its value leaves this type only to be
 * sent to Discord, to be encrypted, or to be returned to a caller that may have it.
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

  /** Whether the text can be a token: any other text can't even be sent as a header. */
  static boolean isWellFormed(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The first and the last three characters, by which a person recognises the token. */
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
