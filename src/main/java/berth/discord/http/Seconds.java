package berth.discord.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pauses as Discord writes them: seconds, with a fraction. */
public final class Seconds {

  /** The longest pause that Discord asks of a user; a longer one is taken for an error. */
  public static final Duration MAX_PAUSE = Duration.ofDays(30);

  /** Replaces a pause that is longer than {@link #MAX_PAUSE}. */
  private static final Duration REPLACEMENT = Duration.ofHours(1);

  private Seconds() {}

  /** The number; NaN when there is no text, or it is not a number. */
  public static double parse(@Nullable String text) {
    try {
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException other) {
      return Double.NaN;
    }
  }

  /**
   * The pause, rounded up to whole milliseconds; an hour when it is longer than {@link #MAX_PAUSE}.
   *
   * @param otherwise the result when the seconds are NaN or negative
   */
  public static Duration duration(double seconds, Duration otherwise) {
    // a comparison with NaN is false
    if (!(seconds >= 0)) {
      return otherwise;
    }
    return seconds <= MAX_PAUSE.toSeconds()
        ? Duration.ofMillis((long) Math.ceil(seconds * 1000))
        : REPLACEMENT;
  }
}
