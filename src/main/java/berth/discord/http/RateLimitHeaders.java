package berth.discord.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://discord.com/developers/docs/topics/rate-limits">headers</a> of a response
 * that describe rate limits. Each may be missing or malformed.
 *
 * @param via present when the response is Discord's, and not that of the proxy in front of it
 * @param bucket the name of the limit, which several routes may share
 * @param limit how many requests there may be in a window
 * @param remaining how many of them are left
 * @param resetAfter the seconds until the window ends
 * @param scope of a 429: {@code user}, {@code global} or {@code shared}
 * @param global whether a 429 is for all routes
 */
public record RateLimitHeaders(
    @Nullable String retryAfter,
    @Nullable String via,
    @Nullable String bucket,
    @Nullable String limit,
    @Nullable String remaining,
    @Nullable String resetAfter,
    @Nullable String scope,
    @Nullable String global) {

  public static RateLimitHeaders of(Function<String, @Nullable String> headers) {
    return new RateLimitHeaders(
        headers.apply("Retry-After"),
        headers.apply("Via"),
        headers.apply("X-RateLimit-Bucket"),
        headers.apply("X-RateLimit-Limit"),
        headers.apply("X-RateLimit-Remaining"),
        headers.apply("X-RateLimit-Reset-After"),
        headers.apply("X-RateLimit-Scope"),
        headers.apply("X-RateLimit-Global"));
  }
}
