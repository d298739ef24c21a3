package berth.discord.http;

import java.time.Duration;

/**
 * For how long Discord is waited for.
 *
 * @param lookUp for both calls together: as long as a caller of ours will sit through, less what
 *     Berth needs for its own statements
 * @param answer for one answer, to its last byte
 * @param errorBody for the body of an error, which tells by its status what matters
 * @param retry before asking again for the first time after a fault; the next time it is twice as
 *     long
 */
public record DiscordTimeouts(
    Duration lookUp, Duration answer, Duration errorBody, Duration retry) {

  public static final DiscordTimeouts PRODUCTION =
      new DiscordTimeouts(
          Duration.ofMillis(9_500),
          Duration.ofSeconds(4),
          Duration.ofSeconds(1),
          Duration.ofMillis(300));
}
