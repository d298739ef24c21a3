package berth.account;

import berth.account.change.ChangeHealth;
import berth.account.change.CheckToken;
import berth.account.change.RejectAccount;
import berth.account.health.Health;
import berth.account.store.AccountEntity;
import berth.account.store.Accounts;
import berth.account.store.StoredToken;
import berth.discord.TokenCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Brings back an account that is out, if Discord still knows its token. */
@ApplicationScoped
class ResetAccount {

  private final Accounts accounts;
  private final CheckToken checkToken;
  private final ChangeHealth changeHealth;
  private final RejectAccount rejectAccount;

  ResetAccount(
      Accounts accounts,
      CheckToken checkToken,
      ChangeHealth changeHealth,
      RejectAccount rejectAccount) {
    this.accounts = accounts;
    this.checkToken = checkToken;
    this.changeHealth = changeHealth;
    this.rejectAccount = rejectAccount;
  }

  /** Discord is not asked about one that is well. */
  Uni<ResetOutcome> reset(long subscriptionId, String channel) {
    return accounts
        .stored(subscriptionId, channel)
        .flatMap(
            found ->
                found
                    .map(this::resetIfOut)
                    .orElseGet(() -> Uni.createFrom().item(new ResetOutcome.NoSuchAccount())));
  }

  private Uni<ResetOutcome> resetIfOut(AccountEntity row) {
    Health health = row.health();
    if (health.reset().equals(health)) {
      return Uni.createFrom().item(new ResetOutcome.Back());
    }
    StoredToken token = row.token();
    return checkToken
        .checkForCaller(token)
        .flatMap(
            outcome ->
                outcome.fold(
                    valid -> bringBack(token), notConfirmed -> refuse(token, notConfirmed)));
  }

  /** Another token that was posted meanwhile has to be asked about, too. */
  private Uni<ResetOutcome> bringBack(StoredToken token) {
    return changeHealth
        .changeIf(token, (health, now) -> health.reset())
        .flatMap(
            changed ->
                changed.isPresent()
                    ? Uni.createFrom().item(new ResetOutcome.Back())
                    : reset(token.subscriptionId(), token.channel()));
  }

  private Uni<ResetOutcome> refuse(StoredToken token, TokenCheck.NotConfirmed outcome) {
    return rejectAccount
        .ifRefused(token, outcome)
        .replaceWith(new ResetOutcome.TokenNotConfirmed(outcome));
  }
}
