package berth.discord;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Pauses as Discord writes them: seconds, with a fraction. */
final class Seconds {

  /** Guards against nonsense: Discord's own pauses are seconds to minutes. */
  static final Duration LONGEST = Duration.ofHours(1);

  private Seconds() {}

  /** Not a number for what is none. */
  static double parse(@Nullable String text) {
    try {
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException other) {
      return Double.NaN;
    }
  }

  /**
   * At least as long, in whole milliseconds, and an hour at most.
   *
   * @param otherwise for what is no number, or negative
   */
  static Duration duration(double seconds, Duration otherwise) {
    // also false for what is no number
    if (!(seconds >= 0)) {
      return otherwise;
    }
    return seconds < LONGEST.toSeconds()
        ? Duration.ofMillis((long) Math.ceil(seconds * 1000))
        : LONGEST;
  }
}
