package berth.account.edit;

import berth.account.change.AccountTransactions;
import berth.account.store.Accounts;
import berth.account.store.DiscordUsers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes an account and publishes the change. */
@ApplicationScoped
public class DeleteAccount {

  private final Accounts accounts;
  private final DiscordUsers users;
  private final AccountTransactions transactions;

  DeleteAccount(Accounts accounts, DiscordUsers users, AccountTransactions transactions) {
    this.accounts = accounts;
    this.users = users;
    this.transactions = transactions;
  }

  /**
   * Deletes the account. Running jobs keep their slots until their leases end.
   *
   * @return whether the subscription had the account
   */
  public Uni<Boolean> delete(long subscriptionId, String channel) {
    return transactions.run(
        subscriptionId,
        channel,
        () ->
            users
                .insertIfMissing(subscriptionId, channel)
                .chain(() -> accounts.deleteOwned(subscriptionId, channel)),
        deleted -> deleted);
  }
}
