package berth.discord.limit;

import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordRoute;
import berth.discord.http.RateLimit;
import berth.discord.http.RateLimitHeaders;
import berth.discord.http.Seconds;
import berth.secret.DiscordToken;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, by what Discord's answers told, how often it may still be asked. Times are those of
 * {@link System#nanoTime}.
 */
public final class RateLimits {

  /** A window is seconds long: more were not asked for in so short a time. */
  private static final int MOST = 10_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * Which requests a limit is for.
   *
   * @param token {@code null} for those of all
   */
  private record Key(@Nullable DiscordToken token, String bucket) {}

  private final Map<DiscordRoute, String> buckets = new EnumMap<>(DiscordRoute.class);
  private final Map<Key, RateLimitWindow> windows = new LinkedHashMap<>();

  /** How long to wait before a request; zero when it may be made at once, which then is counted. */
  public synchronized Duration pauseBefore(DiscordRoute route, DiscordToken token, long now) {
    RateLimitWindow own = windows.get(new Key(token, bucket(route)));
    RateLimitWindow shared = windows.get(new Key(null, bucket(route)));
    long pause = Math.max(own == null ? 0 : own.pause(now), shared == null ? 0 : shared.pause(now));
    if (pause > 0) {
      // a timer can't wait for less than a millisecond
      return Duration.ofMillis(Duration.ofNanos(pause).toMillis() + 1);
    }
    if (own != null) {
      own.count(now);
    }
    return Duration.ZERO;
  }

  /** Learns from an answer. */
  public synchronized void learn(
      DiscordRoute route, DiscordToken token, DiscordResponse answer, long now) {
    RateLimitHeaders headers = answer.headers();
    if (headers.bucket() != null) {
      buckets.put(route, headers.bucket());
    }
    double remaining = Seconds.parse(headers.remaining());
    double resetAfter = Seconds.parse(headers.resetAfter());
    if (remaining >= 0 && resetAfter >= 0) {
      Duration length = Seconds.duration(resetAfter, Duration.ZERO);
      put(
          new Key(token, bucket(route)),
          new RateLimitWindow(
              headers.limit(), (int) remaining, length, atMostAMinute(length), now));
    }
    answer.limit().ifPresent(limit -> learn(route, token, limit, headers.limit(), now));
  }

  /** Pauses of everything are not for one pod alone to remember, see {@link Permit}. */
  private void learn(
      DiscordRoute route, DiscordToken token, RateLimit limit, @Nullable String size, long now) {
    // a user may be sent away for days, and is not limited to so many requests in as many days
    Duration length = atMostAMinute(limit.pause());
    if (limit.scope() == RateLimit.Scope.USER) {
      put(new Key(token, bucket(route)), new RateLimitWindow(size, 0, limit.pause(), length, now));
    } else if (limit.scope() == RateLimit.Scope.SHARED) {
      put(new Key(null, bucket(route)), new RateLimitWindow(size, 0, length, length, now));
    }
  }

  /** One odd answer must not keep others out for longer: they would be told themselves. */
  private static Duration atMostAMinute(Duration told) {
    return told.compareTo(MINUTE) > 0 ? MINUTE : told;
  }

  private String bucket(DiscordRoute route) {
    return buckets.getOrDefault(route, route.name());
  }

  private void put(Key key, RateLimitWindow window) {
    RateLimitWindow before = windows.remove(key);
    windows.put(key, before == null ? window : before.updated(window));
    for (Iterator<RateLimitWindow> oldest = windows.values().iterator(); windows.size() > MOST; ) {
      oldest.next();
      oldest.remove();
    }
  }
}
