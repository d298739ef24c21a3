package berth.slot.release;

import berth.problem.ErrorCatalogue;
import berth.request.RequestBody;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a holder says about its account when it gives the slot back. */
public sealed interface JobOutcome {

  /** Nothing. */
  record Done() implements JobOutcome {}

  /** Discord refused the token. */
  record Rejected() implements JobOutcome {}

  /** Discord asked it to come back later. */
  record Limited(Duration retryAfter) implements JobOutcome {}

  /**
   * Midjourney has something to settle with the user.
   *
   * @param retryAfter after which it is settled by itself; {@code null} when that takes an operator
   */
  record Moderated(@Nullable String message, @Nullable Duration retryAfter) implements JobOutcome {

    /** When it is settled by itself. */
    @Nullable Instant until(Instant now) {
      return retryAfter == null ? null : now.plus(retryAfter);
    }
  }

  /** In the words of callers. */
  List<String> KNOWN = List.of("done", "rejected", "limited", "moderated");

  /** 30 days. */
  int LONGEST_PAUSE_SECONDS = 2_592_000;

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
      case "moderated" ->
          new Moderated(checked(message), retryAfter == null ? null : pause(retryAfter));
      default ->
          throw ErrorCatalogue.malformed("outcome", "It is one of " + String.join(", ", KNOWN))
              .asException();
    };
  }

  /**
   * At least a second, for the holder repeats what it was told, which may be less; but a pause that
   * is too long is not made shorter, or the account would be used while it must not be.
   */
  private static Duration pause(@Nullable String seconds) {
    if (seconds == null || seconds.isBlank()) {
      throw ErrorCatalogue.missing("retryAfter").asException();
    }
    if (!SECONDS.matcher(seconds).matches()) {
      throw ErrorCatalogue.malformed("retryAfter").asException();
    }
    BigDecimal pause = new BigDecimal(seconds).max(BigDecimal.ONE);
    if (pause.compareTo(BigDecimal.valueOf(LONGEST_PAUSE_SECONDS)) > 0) {
      throw ErrorCatalogue.above("retryAfter", pause, LONGEST_PAUSE_SECONDS).asException();
    }
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
      throw ErrorCatalogue.malformed("message").asException();
    }
    return cut;
  }
}
