package berth.discord.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pauses as Discord writes them: seconds, with a fraction. */
public final class Seconds {

  /** The longest that a user was ever told to stay away; what is longer is nonsense. */
  public static final Duration LONGEST = Duration.ofDays(30);

  /** After nonsense it is asked again in so long. */
  private static final Duration INSTEAD_OF_NONSENSE = Duration.ofHours(1);

  private Seconds() {}

  /** Not a number for what is none. */
  public static double parse(@Nullable String text) {
    try {
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException other) {
      return Double.NaN;
    }
  }

  /**
   * At least as long, in whole milliseconds; an hour for what is longer than {@link #LONGEST}.
   *
   * @param otherwise for what is no number, or negative
   */
  public static Duration duration(double seconds, Duration otherwise) {
    // also false for what is no number
    if (!(seconds >= 0)) {
      return otherwise;
    }
    return seconds <= LONGEST.toSeconds()
        ? Duration.ofMillis((long) Math.ceil(seconds * 1000))
        : INSTEAD_OF_NONSENSE;
  }
}
