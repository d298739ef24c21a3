package berth.account;

import berth.discord.DiscordOutcome;
import berth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What callers are told when an account is not configured. */
@ApplicationScoped
class Refusals {

  private final String subscriptionLink;

  Refusals(@ConfigProperty(name = "berth.subscription-link") String subscriptionLink) {
    this.subscriptionLink = subscriptionLink;
  }

  /** The problem that the outcome is; there is none for an account that was configured. */
  Problem of(UpsertOutcome outcome) {
    if (outcome instanceof UpsertOutcome.SameToken same) {
      return Problem.sameToken(same.channel());
    }
    if (outcome instanceof UpsertOutcome.StillRuns still) {
      return Problem.sameUserStillRuns(still.channel());
    }
    if (outcome instanceof UpsertOutcome.QuantityExceeded) {
      return Problem.quantityExceeded(subscriptionLink);
    }
    if (outcome instanceof UpsertOutcome.NotConfirmed notConfirmed) {
      return of(notConfirmed.outcome());
    }
    throw new IllegalArgumentException("No refusal: " + outcome);
  }

  /** The problem that it is when Discord did not confirm a token. */
  static Problem of(DiscordOutcome outcome) {
    if (outcome instanceof DiscordOutcome.InvalidToken) {
      return Problem.invalidToken();
    }
    if (outcome instanceof DiscordOutcome.Unusable unusable) {
      return Problem.unusableAccount(unusable.reason());
    }
    if (outcome instanceof DiscordOutcome.NoBotChannel) {
      return Problem.noBotChannel();
    }
    if (outcome instanceof DiscordOutcome.RateLimited limited) {
      return Problem.discordRateLimit(limited.retryAfter());
    }
    if (outcome instanceof DiscordOutcome.Withheld withheld) {
      return Problem.discordWithheld(withheld.pause(), withheld.reason());
    }
    if (outcome instanceof DiscordOutcome.TimedOut) {
      return Problem.discordTimeout();
    }
    if (outcome instanceof DiscordOutcome.Unavailable unavailable) {
      return Problem.discordUnusableAnswer(unavailable.reason());
    }
    throw new IllegalArgumentException("No refusal: " + outcome);
  }
}
