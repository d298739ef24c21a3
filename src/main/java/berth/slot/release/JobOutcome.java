package berth.slot.release;

import berth.account.health.HealthEvent;
import berth.error.ErrorCatalogue;
import berth.error.ForeignText;
import berth.schedule.Backoff;
import berth.slot.lease.ReleaseReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The outcome of a job, which its holder reports when it releases the slot. */
public sealed interface JobOutcome {

  /**
   * The change that the outcome means for the account; empty when it means none.
   *
   * @param backoff of checks of a token that Discord refused
   */
  Optional<HealthEvent> healthEvent(Backoff backoff);

  /** The same as the reason of a release. */
  ReleaseReason reason();

  /** The holder reports nothing about the account. */
  record Done() implements JobOutcome {

    @Override
    public Optional<HealthEvent> healthEvent(Backoff backoff) {
      return Optional.empty();
    }

    @Override
    public ReleaseReason reason() {
      return ReleaseReason.DONE;
    }
  }

  /** Discord refused the token. */
  record Rejected() implements JobOutcome {

    @Override
    public Optional<HealthEvent> healthEvent(Backoff backoff) {
      return Optional.of((health, now) -> health.doubted(now.plus(backoff.after(0))));
    }

    @Override
    public ReleaseReason reason() {
      return ReleaseReason.REJECTED;
    }
  }

  /** Discord rate-limited the account, and asked for this pause. */
  record Limited(Duration retryAfter) implements JobOutcome {

    @Override
    public Optional<HealthEvent> healthEvent(Backoff backoff) {
      return Optional.of((health, now) -> health.limited(now.plus(retryAfter)));
    }

    @Override
    public ReleaseReason reason() {
      return ReleaseReason.LIMITED;
    }
  }

  /**
   * The account is moderated: Midjourney has something to settle with its user.
   *
   * @param retryAfter after which the moderation ends by itself; {@code null} when only an operator
   *     can end it
   */
  record Moderated(@Nullable String message, @Nullable Duration retryAfter) implements JobOutcome {

    @Override
    public Optional<HealthEvent> healthEvent(Backoff backoff) {
      return Optional.of((health, now) -> health.moderated(message, until(now)));
    }

    @Override
    public ReleaseReason reason() {
      return ReleaseReason.MODERATED;
    }

    private @Nullable Instant until(Instant now) {
      return retryAfter == null ? null : now.plus(retryAfter);
    }
  }

  /** The names of the outcomes in requests. */
  List<String> KNOWN =
      Stream.of(
              ReleaseReason.DONE,
              ReleaseReason.REJECTED,
              ReleaseReason.LIMITED,
              ReleaseReason.MODERATED)
          .map(ReleaseReason::text)
          .toList();

  /** 30 days. */
  int LONGEST_PAUSE_SECONDS = 2_592_000;

  int LONGEST_MESSAGE = 1_000;
  Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  /**
   * Reads the parameters of a request. Parameters that its outcome does not use are ignored.
   *
   * @throws berth.error.ErrorException when one is wrong
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
   * Reads a pause of at least a second. A shorter one is raised to a second, for the holder repeats
   * what Discord has sent, which may be less. A pause that is too long is refused and not
   * shortened: a shortened pause would let the account be used too early.
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
   * Reads a message. A message that is too long is cut and not refused: the holder repeats what it
   * was sent, and only wants to release the slot.
   */
  private static @Nullable String checked(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return null;
    }
    return ForeignText.of(message, LONGEST_MESSAGE);
  }
}
