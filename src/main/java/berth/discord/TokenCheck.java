package berth.discord;

import berth.problem.ErrorCatalogue;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of looking up a Discord token. */
public sealed interface TokenCheck {

  /**
   * What the one function makes of a token that is good, or the other of one that is not known to
   * be.
   */
  <R> R fold(Function<Valid, R> valid, Function<NotConfirmed, R> notConfirmed);

  /**
   * The token is good and its user has a direct-message channel with the bot.
   *
   * @param userId the user's snowflake, which stays when the token changes
   * @param channel the channel's snowflake
   */
  record Valid(String userId, String channel) implements TokenCheck {

    @Override
    public <R> R fold(Function<Valid, R> valid, Function<NotConfirmed, R> notConfirmed) {
      return valid.apply(this);
    }
  }

  /** Discord did not confirm the token. */
  sealed interface NotConfirmed extends TokenCheck {

    /** What the caller who posted the token is told. */
    ErrorCatalogue error();

    /** What it means for a stored account that has the token. */
    default Refusal refusal() {
      return Refusal.NONE;
    }

    @Override
    default <R> R fold(Function<Valid, R> valid, Function<NotConfirmed, R> notConfirmed) {
      return notConfirmed.apply(this);
    }
  }

  /** Whether Discord refused a token, or the account that has it. */
  enum Refusal {
    /** Neither: it may work again by itself. */
    NONE,
    /** The token: only a new one helps. */
    TOKEN,
    /** The account: its user may put it right, and the token stays good. */
    ACCOUNT
  }

  /**
   * The token is not accepted (401).
   *
   * @param byDiscord whether Discord itself says so: a proxy may answer the same
   */
  record InvalidToken(boolean byDiscord) implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.invalidToken();
    }

    @Override
    public Refusal refusal() {
      return byDiscord ? Refusal.TOKEN : Refusal.NONE;
    }
  }

  /**
   * The user is not accepted (403).
   *
   * @param reason Discord's own code and message, where it gave them
   * @param byDiscord whether Discord says so of the user: a proxy may answer the same, and mean the
   *     address that Berth calls from
   */
  record Unusable(@Nullable String reason, boolean byDiscord) implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.unusableAccount(reason);
    }

    @Override
    public Refusal refusal() {
      return byDiscord ? Refusal.ACCOUNT : Refusal.NONE;
    }
  }

  /** The token is good, but its user has no direct-message channel with the bot. */
  record NoBotChannel() implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.noBotChannel();
    }

    @Override
    public Refusal refusal() {
      return Refusal.ACCOUNT;
    }
  }

  /**
   * Discord asks for a pause (429) that is longer than the caller would wait.
   *
   * @param retryAfter the pause
   */
  record RateLimited(Duration retryAfter) implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordRateLimit(retryAfter);
    }
  }

  /**
   * Discord or a proxy failed, or answered something that is not of Discord's API.
   *
   * @param reason what happened, for a person
   */
  record Unavailable(String reason) implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordUnusableAnswer(reason);
    }
  }

  /** Discord did not answer in time. */
  record TimedOut() implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordTimeout();
    }
  }

  /**
   * Berth did not ask Discord, or not to the end, since another request would make things worse.
   *
   * @param pause when it makes sense to try again
   * @param reason for a person
   */
  record Withheld(Duration pause, String reason) implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordWithheld(pause, reason);
    }
  }
}
