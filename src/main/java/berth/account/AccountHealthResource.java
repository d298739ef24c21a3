package berth.account;

import berth.account.change.ChangeHealth;
import berth.account.edit.ResetAccount;
import berth.account.health.HealthEvent;
import berth.auth.Caller;
import berth.error.ErrorCatalogue;
import io.smallrye.mutiny.Uni;

/**
 * {@code /v2/account/midjourney/{channel}/…}: what an operator can do about the health of an
 * account.
 */
class AccountHealthResource implements AccountHealthApi {

  private final Caller caller;
  private final ChangeHealth changeHealth;
  private final ResetAccount resetAccount;

  AccountHealthResource(Caller caller, ChangeHealth changeHealth, ResetAccount resetAccount) {
    this.caller = caller;
    this.changeHealth = changeHealth;
    this.resetAccount = resetAccount;
  }

  @Override
  public Uni<Void> pause(String channel) {
    return change(channel, (health, now) -> health.paused());
  }

  /** If cooling or a moderation ended during the pause, the account is active at once. */
  @Override
  public Uni<Void> resume(String channel) {
    return change(channel, (health, now) -> health.resumed().cooled(now));
  }

  @Override
  public Uni<Void> reset(String channel) {
    return resetAccount
        .reset(caller.liveSubscription().id(), channel, caller.actor())
        .invoke(
            outcome ->
                outcome
                    .error()
                    .ifPresent(
                        error -> {
                          throw error.asException();
                        }))
        .replaceWithVoid();
  }

  private Uni<Void> change(String channel, HealthEvent event) {
    return changeHealth
        .change(caller.subscription().id(), channel, event, caller.actor())
        .invoke(
            changed -> {
              if (changed.isEmpty()) {
                throw ErrorCatalogue.noSuchAccount().asException();
              }
            })
        .replaceWithVoid();
  }
}
