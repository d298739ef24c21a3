package berth.dev.discord.exchange;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of a rate limit a token has used at a route, in the window of time that runs.
 *
 * @param name the same for all tokens
 * @param limit how many requests there may be in a window
 * @param used by how many requests so far, those beyond the limit included
 * @param now when this was so
 * @param resetAfter what is left of the window then
 */
public record Bucket(String name, int limit, int used, Instant now, Duration resetAfter) {

  public boolean isExceeded() {
    return used > limit;
  }

  /** The same, but with nothing left of it for so long. */
  public Bucket spentFor(Duration time) {
    return new Bucket(name, limit, limit + 1, now, time);
  }

  /** Those that Discord gives with every answer. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-RateLimit-Limit", "" + limit);
    headers.put("X-RateLimit-Remaining", "" + Math.max(0, limit - used));
    headers.put("X-RateLimit-Reset", seconds(now.plus(resetAfter).toEpochMilli()));
    headers.put("X-RateLimit-Reset-After", seconds(resetAfter.toMillis()));
    headers.put("X-RateLimit-Bucket", name);
    return headers;
  }

  /** As Discord writes them: whole milliseconds. */
  public static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).toString();
  }
}
