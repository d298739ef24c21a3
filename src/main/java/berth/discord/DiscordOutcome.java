package berth.discord;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All that can come of looking a Discord token up. */
public sealed interface DiscordOutcome {

  /**
   * The token is good and its user has a direct-message channel with the bot.
   *
   * @param userId the user's snowflake, which stays when the token changes
   * @param channel the channel's snowflake
   */
  record Valid(String userId, String channel) implements DiscordOutcome {}

  /**
   * The token is not accepted (401).
   *
   * @param byDiscord whether Discord itself says so: anything in between may answer the same
   */
  record InvalidToken(boolean byDiscord) implements DiscordOutcome {}

  /**
   * The user is not accepted (403).
   *
   * @param reason Discord's own code and message, where it gave them
   * @param byDiscord whether Discord says so of the user: anything in between may answer the same,
   *     and mean us
   */
  record Unusable(@Nullable String reason, boolean byDiscord) implements DiscordOutcome {}

  /** The token is good, but its user has no direct-message channel with the bot. */
  record NoBotChannel() implements DiscordOutcome {}

  /** Discord asks to be left alone for a while (429), longer than anybody would sit through. */
  record RateLimited(Duration retryAfter) implements DiscordOutcome {}

  /**
   * Discord, or what is between, failed or answered something that is not of its API.
   *
   * @param reason what happened, for a person
   */
  record Unavailable(String reason) implements DiscordOutcome {}

  /** Discord did not answer in time. */
  record TimedOut() implements DiscordOutcome {}

  /**
   * Discord was not asked, or not to the end: to go on now would make things worse.
   *
   * @param pause when it makes sense to try again
   * @param reason for a person
   */
  record Withheld(Duration pause, String reason) implements DiscordOutcome {}
}
