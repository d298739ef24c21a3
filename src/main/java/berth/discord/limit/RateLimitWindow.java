package berth.discord.limit;

import berth.discord.http.Seconds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a rate limit still allows, and until when. Times are those of {@link
 * System#nanoTime}.
 */
final class RateLimitWindow {

  /** How many requests the next window allows, as far as is known. */
  private final int limit;

  private final long length;
  private int remaining;
  private long end;

  /**
   * A window that has begun.
   *
   * @param limit as in the header of a response, which may be missing or malformed
   * @param left the time until the window ends
   * @param length of the windows that follow, as far as is known
   */
  RateLimitWindow(@Nullable String limit, int remaining, Duration left, Duration length, long now) {
    this.limit = Math.max(1, (int) Seconds.parse(limit));
    this.remaining = remaining;
    this.length = length.toNanos();
    this.end = now + left.toNanos();
  }

  /** The nanoseconds until a request may be sent; zero or less when it may be sent now. */
  long pause(long now) {
    return remaining > 0 ? 0 : end - now;
  }

  /** Counts a request. The first request after the end begins another window. */
  void count(long now) {
    if (end - now <= 0) {
      remaining = limit;
      end = now + length;
    }
    remaining--;
  }

  /**
   * The window that a newer response describes. When that is this same window, the one with fewer
   * remaining requests: responses may overtake each other.
   */
  RateLimitWindow updated(RateLimitWindow newer) {
    boolean same = end - newer.end < length / 2 && newer.end - end < length / 2;
    return same && remaining < newer.remaining ? this : newer;
  }
}
