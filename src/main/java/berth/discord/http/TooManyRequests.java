package berth.discord.http;

import java.time.Duration;

/**
 * Discord's refusal to serve requests for a while (429).
 *
 * @param scope which requests it refuses
 * @param pause for how long
 */
public record TooManyRequests(Scope scope, Duration pause) {

  /** Which requests a rate limit is for. */
  public enum Scope {
    /** Those of the user, on one route or on several. */
    USER,
    /** Those of all users to a shared resource. It does not count as an invalid request. */
    SHARED,
    /** All requests. */
    GLOBAL,
    /** All requests of this address: the proxy in front of Discord refuses them. */
    CLOUDFLARE
  }
}
