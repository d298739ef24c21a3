package berth.slot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a caller prefers to wait, by the {@code Prefer: wait=<seconds>} of <a
 * href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240</a>. As it says there, the first of
 * several counts, and what can't be understood is passed by.
 */
final class WaitPreference {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*(\\d+|\"\\d+\")\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  /** Longer numbers don't fit, and are above the longest wait anyway. */
  private static final int MOST_DIGITS = 9;

  private WaitPreference() {}

  /** At most a minute; empty when there is no such preference. */
  static Optional<Duration> of(List<String> preferHeaders) {
    return preferHeaders.stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(WAIT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> seconds(matcher.group(1).replace("\"", "")))
        .findFirst();
  }

  /** What {@code Preference-Applied} says. */
  static String applied(Duration wait) {
    return "wait=" + wait.toSeconds();
  }

  private static Duration seconds(String digits) {
    Duration request =
        digits.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Integer.parseInt(digits));
    return request.compareTo(LONGEST) > 0 ? LONGEST : request;
  }
}
