package berth.account;

import berth.discord.DiscordOutcome;
import berth.health.Backoff;
import berth.health.HealthEvent;
import java.util.Optional;

/** What Discord's answer about the token of an account does to the account. */
public final class Verdict {

  private Verdict() {}

  /** What happens to it; empty when the answer says nothing about the account for certain. */
  public static Optional<HealthEvent> on(DiscordOutcome outcome, Backoff backoff) {
    if (outcome instanceof DiscordOutcome.Valid) {
      return Optional.of((health, now) -> health.confirmed());
    }
    if (outcome instanceof DiscordOutcome.InvalidToken invalid && invalid.byDiscord()) {
      return Optional.of((health, now) -> health.refused());
    }
    boolean unusable = outcome instanceof DiscordOutcome.Unusable refused && refused.byDiscord();
    if (unusable || outcome instanceof DiscordOutcome.NoBotChannel) {
      return Optional.of(
          (health, now) -> health.rejected(now.plus(backoff.after(health.failures()))));
    }
    return Optional.empty();
  }
}
