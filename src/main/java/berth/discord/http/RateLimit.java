package berth.discord.http;

import java.time.Duration;

/**
 * A request to come back later (429).
 *
 * @param pause for how long not to ask
 */
public record RateLimit(Scope scope, Duration pause) {

  /** For whom it is. */
  public enum Scope {
    /** For the user, on one route or on several. */
    USER,
    /** For all users, on what they share. It does not count as an invalid request. */
    SHARED,
    /** For whatever is asked. */
    GLOBAL,
    /** By the proxy in front of Discord, which has had enough of this address. */
    CLOUDFLARE
  }
}
