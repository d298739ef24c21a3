package berth.error;

import java.time.Duration;
import java.util.Optional;

/**
 * A series of failures of one kind, which ends when there has been none for a while. Its beginning
 * and its end are logged, and not each of its failures, of which there may be thousands a second.
 */
final class Episode {

  /** An episode is over after this time without a failure. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /**
   * The summary of an episode that is over.
   *
   * @param failures number of failures
   * @param length the time from the first failure to the last
   */
  record Summary(int failures, Duration length) {}

  private long begun;
  private long last;
  private int failures;

  /**
   * Adds a failure.
   *
   * @param now like {@link System#nanoTime}
   * @return whether it is the first of an episode
   */
  synchronized boolean add(long now) {
    if (failures == 0) {
      begun = now;
    }
    last = now;
    failures++;
    return failures == 1;
  }

  /** Ends the episode if it is over. The next failure begins another one. */
  synchronized Optional<Summary> end(long now) {
    if (failures == 0 || now - last < QUIET.toNanos()) {
      return Optional.empty();
    }
    Summary summary = new Summary(failures, Duration.ofNanos(last - begun));
    failures = 0;
    return Optional.of(summary);
  }
}
