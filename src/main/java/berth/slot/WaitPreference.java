package berth.slot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that a caller prefers to wait, from the header {@code Prefer: wait=<seconds>} of <a
 * href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240</a>. As the RFC demands, the first of
 * several counts, and a preference that can't be understood is ignored.
 */
final class WaitPreference {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Pattern WAIT =
      Pattern.compile("\\s*wait\\s*=\\s*(\\d+|\"\\d+\")\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  /** A number with more digits may not fit an {@code int}, and is above the longest wait anyway. */
  private static final int MAX_DIGITS = 9;

  private WaitPreference() {}

  /** The preferred time, at most a minute; empty when there is no such preference. */
  static Optional<Duration> of(List<String> preferHeaders) {
    return preferHeaders.stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(WAIT::matcher)
        .filter(Matcher::matches)
        .map(matcher -> seconds(matcher.group(1).replace("\"", "")))
        .findFirst();
  }

  /** The value of the header {@code Preference-Applied}. */
  static String applied(Duration wait) {
    return "wait=" + wait.toSeconds();
  }

  private static Duration seconds(String digits) {
    Duration preferred =
        digits.length() > MAX_DIGITS ? LONGEST : Duration.ofSeconds(Integer.parseInt(digits));
    return preferred.compareTo(LONGEST) > 0 ? LONGEST : preferred;
  }
}
