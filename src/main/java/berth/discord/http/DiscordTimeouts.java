package berth.discord.http;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How long Berth waits for Discord.
 *
 * @param lookUp for both calls of a look-up together: the 10 seconds that a caller waits, less the
 *     time for Berth's own statements
 * @param response for one response, to its last byte
 * @param errorBody for the body of an error, whose status alone says the essential
 * @param retry the pause before the first retry after a fault; it doubles with each retry
 */
public record DiscordTimeouts(
    Duration lookUp, Duration response, Duration errorBody, Duration retry) {

  public static final DiscordTimeouts PRODUCTION =
      new DiscordTimeouts(
          Duration.ofMillis(9_500),
          Duration.ofSeconds(4),
          Duration.ofSeconds(1),
          Duration.ofMillis(300));

  /** Makes the timeouts injectable, so that tests can replace them by shorter ones. */
  static class Producer {

    @Produces
    @Singleton
    DiscordTimeouts production() {
      return PRODUCTION;
    }
  }
}
