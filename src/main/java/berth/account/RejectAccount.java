package berth.account;

import berth.discord.DiscordOutcome;
import berth.health.Backoff;
import berth.health.HealthEvent;
import berth.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Takes an account out of rotation when Discord has refused the very token that it has. Whoever
 * asked Discord, the owner, an operator, somebody else who has the token, or Berth by itself: it
 * counts here, in the same way.
 */
@ApplicationScoped
public class RejectAccount {

  private final ChangeHealth changeHealth;
  private final Backoff backoff;

  RejectAccount(ChangeHealth changeHealth, Backoff backoff) {
    this.changeHealth = changeHealth;
    this.backoff = backoff;
  }

  /**
   * Lets a refusal count, unless the account has another token by now. What may pass, a rate limit,
   * a time-out or trouble of Discord, changes nothing, and neither does a token that is good.
   *
   * @param token as it was stored before Discord was asked
   * @return whether the outcome was a refusal of the account or of its token
   */
  public Uni<Boolean> ifRefused(StoredToken token, DiscordOutcome outcome) {
    return refusal(CheckToken.ofAccount(token, outcome))
        .map(event -> changeHealth.changeIf(token, event).replaceWith(true))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  private Optional<HealthEvent> refusal(DiscordOutcome outcome) {
    if (outcome instanceof DiscordOutcome.InvalidToken invalid && invalid.byDiscord()) {
      return Optional.of((health, now) -> health.refused(reason(outcome)));
    }
    boolean unusable = outcome instanceof DiscordOutcome.Unusable refused && refused.byDiscord();
    if (unusable || outcome instanceof DiscordOutcome.NoBotChannel) {
      return Optional.of(
          (health, now) ->
              health.rejected(now.plus(backoff.after(health.failures())), reason(outcome)));
    }
    return Optional.empty();
  }

  /** What whoever posts the token is told. */
  private static String reason(DiscordOutcome outcome) {
    Problem problem = Refusals.of(outcome);
    return problem.error() + (problem.errorDetails() == null ? "" : ": " + problem.errorDetails());
  }
}
