package berth.discord.limit;

import berth.discord.http.Seconds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many requests may be made until when. Times are those of {@link System#nanoTime}. */
final class RateLimitWindow {

  /** How many there may be in the next one, as far as is known. */
  private final int limit;

  private final long length;
  private int remaining;
  private long end;

  /**
   * One that has begun.
   *
   * @param left until it ends
   * @param length of those that follow, as far as is known
   */
  RateLimitWindow(@Nullable String limit, int remaining, Duration left, Duration length, long now) {
    this.limit = Math.max(1, (int) Seconds.parse(limit));
    this.remaining = remaining;
    this.length = length.toNanos();
    this.end = now + left.toNanos();
  }

  /** How long until a request may be made; zero or less when one may now. */
  long pause(long now) {
    return remaining > 0 ? 0 : end - now;
  }

  /** Counts a request. After its end another window begins, as far as is known, with the first. */
  void count(long now) {
    if (end - now <= 0) {
      remaining = limit;
      end = now + length;
    }
    remaining--;
  }

  /** Of two that overlap, the one that tells of more requests: answers overtake each other. */
  RateLimitWindow updated(RateLimitWindow newer) {
    boolean same = end - newer.end < length / 2 && newer.end - end < length / 2;
    return same && remaining < newer.remaining ? this : newer;
  }
}
