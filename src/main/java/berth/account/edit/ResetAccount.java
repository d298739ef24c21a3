package berth.account.edit;

import berth.account.change.ChangeHealth;
import berth.account.change.CheckStoredToken;
import berth.account.change.RejectAccount;
import berth.account.health.Health;
import berth.account.store.AccountEntity;
import berth.account.store.Accounts;
import berth.account.store.StoredToken;
import berth.discord.TokenCheck;
import berth.event.Actor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Brings an account back into rotation, if Discord confirms its token. */
@ApplicationScoped
public class ResetAccount {

  private final Accounts accounts;
  private final CheckStoredToken checkToken;
  private final ChangeHealth changeHealth;
  private final RejectAccount rejectAccount;

  ResetAccount(
      Accounts accounts,
      CheckStoredToken checkToken,
      ChangeHealth changeHealth,
      RejectAccount rejectAccount) {
    this.accounts = accounts;
    this.checkToken = checkToken;
    this.changeHealth = changeHealth;
    this.rejectAccount = rejectAccount;
  }

  /** Discord is not asked about an account that a reset would not change. */
  public Uni<ResetOutcome> reset(long subscriptionId, String channel, Actor actor) {
    return accounts
        .findRow(subscriptionId, channel)
        .flatMap(
            found ->
                found
                    .map(row -> resetIfNeeded(row, actor))
                    .orElseGet(() -> Uni.createFrom().item(new ResetOutcome.NoSuchAccount())));
  }

  private Uni<ResetOutcome> resetIfNeeded(AccountEntity row, Actor actor) {
    Health health = row.health();
    if (health.reset().equals(health)) {
      return Uni.createFrom().item(new ResetOutcome.Done());
    }
    StoredToken token = row.token();
    return checkToken
        .checkForCaller(token)
        .flatMap(
            outcome ->
                outcome.fold(
                    valid -> bringBack(token, actor),
                    notConfirmed -> rejectIfRefused(token, notConfirmed)));
  }

  /** If the token was replaced meanwhile, the new token has to be checked too. */
  private Uni<ResetOutcome> bringBack(StoredToken token, Actor actor) {
    return changeHealth
        .changeIf(token, (health, now) -> health.reset(), actor)
        .flatMap(
            changed ->
                changed.isPresent()
                    ? Uni.createFrom().item(new ResetOutcome.Done())
                    : reset(token.subscriptionId(), token.channel(), actor));
  }

  private Uni<ResetOutcome> rejectIfRefused(StoredToken token, TokenCheck.NotConfirmed outcome) {
    return rejectAccount
        .ifRefused(token, outcome)
        .replaceWith(new ResetOutcome.TokenNotConfirmed(outcome));
  }
}
