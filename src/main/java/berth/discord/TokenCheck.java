package berth.discord;

import berth.error.ErrorCatalogue;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outcome of looking up a Discord token. */
public sealed interface TokenCheck {

  /** Applies the first function to a token that is good, and the second to any other outcome. */
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

    /** The error for a caller that posted the token. */
    ErrorCatalogue error();

    /** What the outcome means for a stored account that has the token. */
    default Refusal refusal() {
      return Refusal.NONE;
    }

    /**
     * How long to wait before the next look-up: because Discord asked for a pause, or because Berth
     * sends no requests until then. Empty when neither is the case.
     */
    default Optional<Duration> requestedPause() {
      return Optional.empty();
    }

    @Override
    default <R> R fold(Function<Valid, R> valid, Function<NotConfirmed, R> notConfirmed) {
      return notConfirmed.apply(this);
    }
  }

  /** Whether Discord refused a token, or the account that has it. */
  enum Refusal {
    /** Neither: the token may work again without any action. */
    NONE,
    /** The token: the account needs a new one. */
    TOKEN,
    /** The account: its user may put that right at Discord, and the token stays good. */
    ACCOUNT
  }

  /**
   * The token is not accepted (401).
   *
   * @param byDiscord whether the response is Discord's own: a proxy may send the same status
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
   * @param reason Discord's own code and message; {@code null} when it sent none
   * @param byDiscord whether the response is Discord's own and about the user: a proxy may send the
   *     same status, about the address that Berth calls from
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
   * Discord asked for a pause (429) that is longer than the caller would wait, or asked for one
   * again after the first was over.
   *
   * @param retryAfter the pause
   */
  record RateLimited(Duration retryAfter) implements NotConfirmed {

    @Override
    public Optional<Duration> requestedPause() {
      return Optional.of(retryAfter);
    }

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordRateLimit(retryAfter);
    }
  }

  /**
   * Discord or a proxy failed, or sent a response that does not belong to Discord's API.
   *
   * @param reason what happened, for a person
   */
  record Unavailable(String reason) implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordUnusableAnswer(reason);
    }
  }

  /** Discord sent no response in time. */
  record TimedOut() implements NotConfirmed {

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordTimeout();
    }
  }

  /**
   * Berth did not make all calls, because another request to Discord would make things worse, or
   * because too many look-ups are under way.
   *
   * @param pause after which a retry makes sense
   * @param reason for a person
   */
  record Withheld(Duration pause, String reason) implements NotConfirmed {

    @Override
    public Optional<Duration> requestedPause() {
      return Optional.of(pause);
    }

    @Override
    public ErrorCatalogue error() {
      return ErrorCatalogue.discordWithheld(pause, reason);
    }
  }
}
