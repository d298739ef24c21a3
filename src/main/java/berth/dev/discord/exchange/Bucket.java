package berth.dev.discord.exchange;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of the rate limit of a route a token has used in the current window.
 *
 * @param name the same for all tokens
 * @param limit maximum requests in a window
 * @param used number of requests in the window so far, including those beyond the limit
 * @param now the time of this state
 * @param resetAfter the rest of the window at that time
 */
public record Bucket(String name, int limit, int used, Instant now, Duration resetAfter) {

  public boolean isExceeded() {
    return used > limit;
  }

  /** The same bucket, but exhausted for the given time. */
  public Bucket spentFor(Duration time) {
    return new Bucket(name, limit, limit + 1, now, time);
  }

  /** The headers that Discord adds to every response. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Limit", "" + limit);
    headers.put("X-RateLimit-Remaining", "" + Math.max(0, limit - used));
    headers.put("X-RateLimit-Reset", seconds(now.plus(resetAfter).toEpochMilli()));
    headers.put("X-RateLimit-Reset-After", seconds(resetAfter.toMillis()));
    headers.put("X-RateLimit-Bucket", name);
    return headers;
  }

  /** Seconds as Discord writes them, in whole milliseconds. */
  public static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toString();
  }
}
