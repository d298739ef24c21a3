package berth.account.change;

import berth.account.health.HealthEvent;
import berth.account.store.StoredToken;
import berth.discord.TokenCheck;
import berth.error.ErrorCatalogue;
import berth.event.Actor;
import berth.schedule.Backoff;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Takes an account out of rotation when Discord has refused the token that the account has. It does
 * not matter why Discord was asked: the owner or another subscription posted the token, an operator
 * reset the account, or Berth checked the token by itself.
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
   * Rejects the account if the outcome is a refusal and the account still has the token. A rate
   * limit, a timeout or a fault of Discord changes nothing, and neither does a valid token. The
   * event names no caller: another subscription may have posted the token.
   *
   * @param token the token as it was stored before Discord was asked
   * @return whether the outcome was a refusal of the account or of its token
   */
  public Uni<Boolean> ifRefused(StoredToken token, TokenCheck outcome) {
    return refusal(CheckStoredToken.ofAccount(token, outcome))
        .map(event -> changeHealth.changeIf(token, event, Actor.BERTH).replaceWith(true))
        .orElseGet(() -> Uni.createFrom().item(false));
  }

  private Optional<HealthEvent> refusal(TokenCheck outcome) {
    if (!(outcome instanceof TokenCheck.NotConfirmed notConfirmed)) {
      return Optional.empty();
    }
    String reason = reason(notConfirmed.error());
    return switch (notConfirmed.refusal()) {
      case NONE -> Optional.empty();
      case TOKEN -> Optional.of((health, now) -> health.refused(reason));
      case ACCOUNT ->
          Optional.of(
              (health, now) -> health.rejected(now.plus(backoff.after(health.failures())), reason));
    };
  }

  private static String reason(ErrorCatalogue error) {
    return error.error() + (error.errorDetails() == null ? "" : ": " + error.errorDetails());
  }
}
