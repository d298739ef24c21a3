package berth.problem;

import java.time.Duration;
import java.util.Optional;

/**
 * A trouble from its first sign until there was none for a while. It is told of when it begins and
 * when it has ended, and not at each of its signs, of which there may be thousands a second.
 */
final class Episode {

  /** Without a sign for so long it is over. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /**
   * What there was of one that is over.
   *
   * @param signs how many there were, from {@code length} ago until just before the end
   */
  record Past(int signs, Duration length) {}

  private long begun;
  private long last;
  private int signs;

  /**
   * There is a sign of it.
   *
   * @param now like {@link System#nanoTime}
   * @return whether it is the first of an episode
   */
  synchronized boolean sign(long now) {
    if (signs == 0) {
      begun = now;
    }
    last = now;
    signs++;
    return signs == 1;
  }

  /** What there was of it, once it is over; the next sign begins another. */
  synchronized Optional<Past> end(long now) {
    if (signs == 0 || now - last < QUIET.toNanos()) {
      return Optional.empty();
    }
    Past past = new Past(signs, Duration.ofNanos(last - begun));
    signs = 0;
    return Optional.of(past);
  }
}
