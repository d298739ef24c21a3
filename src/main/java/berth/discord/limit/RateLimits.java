package berth.discord.limit;

import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordRoute;
import berth.discord.http.RateLimitHeaders;
import berth.discord.http.Seconds;
import berth.discord.http.TooManyRequests;
import berth.secret.DiscordToken;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits that Discord's responses have reported, and how many requests they still allow.
 * Times are those of {@link System#nanoTime}.
 */
public final class RateLimits {

  /** Maximum number of windows. A window lasts seconds, and fewer tokens are used in that time. */
  private static final int MAX_WINDOWS = 10_000;

  /** Twice as long as Discord's. Each window keeps the name of its bucket. */
  private static final int LONGEST_BUCKET = 64;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * The requests that a limit is for.
   *
   * @param token {@code null} for the requests of all users
   */
  private record Key(@Nullable DiscordToken token, String bucket) {}

  private final Map<DiscordRoute, String> buckets = new EnumMap<>(DiscordRoute.class);
  private final Map<Key, RateLimitWindow> windows = new LinkedHashMap<>();

  /** The pause before a request. Zero when it may be sent at once; then it is counted. */
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

  /** Updates the limits with the headers and the status of a response. */
  public synchronized void learn(
      DiscordRoute route, DiscordToken token, DiscordResponse response, long now) {
    RateLimitHeaders headers = response.headers();
    String bucket = headers.bucket();
    if (bucket != null && bucket.length() <= LONGEST_BUCKET) {
      buckets.put(route, bucket);
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
    response.limit().ifPresent(limit -> learn(route, token, limit, headers.limit(), now));
  }

  /** A pause of all requests is for all pods, see {@link InvalidRequestBudget#pause}. */
  private void learn(
      DiscordRoute route,
      DiscordToken token,
      TooManyRequests limit,
      @Nullable String size,
      long now) {
    // a user may have to pause for days, but the windows after that are not as long
    Duration length = atMostAMinute(limit.pause());
    if (limit.scope() == TooManyRequests.Scope.USER) {
      put(new Key(token, bucket(route)), new RateLimitWindow(size, 0, limit.pause(), length, now));
    } else if (limit.scope() == TooManyRequests.Scope.SHARED) {
      put(new Key(null, bucket(route)), new RateLimitWindow(size, 0, length, length, now));
    }
  }

  /**
   * One wrong response must not stop other requests for longer: Discord answers them with a 429 of
   * their own if the limit is in force.
   */
  private static Duration atMostAMinute(Duration pause) {
    return pause.compareTo(MINUTE) > 0 ? MINUTE : pause;
  }

  private String bucket(DiscordRoute route) {
    return buckets.getOrDefault(route, route.name());
  }

  private void put(Key key, RateLimitWindow window) {
    RateLimitWindow before = windows.remove(key);
    windows.put(key, before == null ? window : before.updated(window));
    Iterator<RateLimitWindow> oldest = windows.values().iterator();
    while (windows.size() > MAX_WINDOWS) {
      oldest.next();
      oldest.remove();
    }
  }
}
