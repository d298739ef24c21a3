package berth.model.world;

import static java.util.Objects.requireNonNull;

import berth.harness.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A busy answer that a caller may get.
 *
 * @param pin the only account that the request allows; {@code null} for any
 * @param executing the caller's own leases, though leases of other callers may use up the limit
 * @param nextEnd when the first lease ends on any of the accounts that are in rotation, or the
 *     first of the other accounts comes back, by the clock of the service
 */
public record ExpectedBusy(
    int caller, @Nullable String pin, Set<String> executing, Instant nextEnd, Instant seen) {

  /** The answer may be a second old when it is sent, and the response takes time. */
  private static final Duration OLDEST = Duration.ofSeconds(3);

  private static final int LATEST_RETRY = 30;

  /**
   * The answer that is right now for these accounts of the caller, which are full or moderated for
   * a while.
   */
  public static ExpectedBusy now(
      Model model, int caller, @Nullable String pin, List<String> accounts) {
    Set<String> executing =
        model.runningOf(caller).stream()
            .filter(lease -> pin == null || pin.equals(lease.channel))
            .map(lease -> lease.slot)
            .collect(Collectors.toSet());
    Instant nextEnd =
        accounts.stream()
            .flatMap(channel -> ends(model, channel))
            .min(Instant::compareTo)
            .orElseThrow();
    return new ExpectedBusy(caller, pin, executing, model.toService(nextEnd), Instant.now());
  }

  private static Stream<Instant> ends(Model model, String channel) {
    Instant back = requireNonNull(model.account(channel)).until();
    return back == null
        ? model.runningOn(channel).stream().map(lease -> lease.until)
        : Stream.of(back);
  }

  /** Whether this answer may still be given to a request for which the present one is right. */
  public boolean mayAnswer(ExpectedBusy present) {
    return caller == present.caller
        && (pin == null ? present.pin == null : pin.equals(present.pin))
        && seen.plus(OLDEST).isAfter(present.seen);
  }

  public boolean matches(Answer answer) {
    List<String> reported =
        answer.json().path("executingJobs").valueStream().map(slot -> slot.asText()).toList();
    long left = Duration.between(Instant.now(), nextEnd).toSeconds();
    long latest = Math.max(1, Math.min(left + 2, LATEST_RETRY));
    long retryAfter = Long.parseLong(answer.header("Retry-After"));
    return reported.size() == executing.size()
        && executing.containsAll(reported)
        && retryAfter >= Math.max(1, latest - Expect.SECONDS_OFF)
        && retryAfter <= latest;
  }
}
