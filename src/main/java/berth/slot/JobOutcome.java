package berth.slot;

import berth.problem.Problem;
import berth.request.RequestBody;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a holder says about its account when it gives the slot back. */
sealed interface JobOutcome {

  /** Nothing. */
  record Done() implements JobOutcome {}

  /** Discord refused the token. */
  record Rejected() implements JobOutcome {}

  /** Discord asked it to come back later. */
  record Limited(Duration retryAfter) implements JobOutcome {}

  /** Midjourney has something to settle with the user. */
  record Moderated(@Nullable String message) implements JobOutcome {}

  /** In the words of callers. */
  List<String> KNOWN = List.of("done", "rejected", "limited", "moderated");

  int LONGEST_PAUSE_SECONDS = 86_400;
  int LONGEST_MESSAGE = 1_000;
  Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  /**
   * Reads the parameters of a request; those that its outcome has no use for are passed by.
   *
   * @throws berth.problem.ProblemException when one is wrong
   */
  static JobOutcome of(
      @Nullable String outcome, @Nullable String retryAfter, @Nullable String message) {
    if (outcome == null) {
      return new Done();
    }
    return switch (outcome) {
      case "done" -> new Done();
      case "rejected" -> new Rejected();
      case "limited" -> new Limited(pause(retryAfter));
      case "moderated" -> new Moderated(checked(message));
      default -> throw Problem.unknown("outcome", KNOWN).asException();
    };
  }

  private static Duration pause(@Nullable String seconds) {
    if (seconds == null || seconds.isBlank()) {
      throw Problem.missing("retryAfter").asException();
    }
    if (!SECONDS.matcher(seconds).matches()) {
      throw Problem.malformed("retryAfter").asException();
    }
    BigDecimal pause = new BigDecimal(seconds).min(BigDecimal.valueOf(LONGEST_PAUSE_SECONDS));
    return Duration.ofNanos(pause.movePointRight(9).longValueExact());
  }

  /**
   * Cut short rather than refused: the holder repeats what it was told, and wants to be rid of it.
   */
  private static @Nullable String checked(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return null;
    }
    int shown = Math.min(LONGEST_MESSAGE, message.codePointCount(0, message.length()));
    String cut = message.substring(0, message.offsetByCodePoints(0, shown));
    if (!RequestBody.isStorable(cut, LONGEST_MESSAGE)) {
      throw Problem.malformed("message").asException();
    }
    return cut;
  }
}
