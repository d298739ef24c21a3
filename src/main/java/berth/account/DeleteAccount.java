package berth.account;

import berth.account.change.AccountChanges;
import berth.account.change.AccountTransactions;
import berth.account.store.Accounts;
import berth.account.store.DiscordUsers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes an account, and tells of it. */
@ApplicationScoped
class DeleteAccount {

  private final Accounts accounts;
  private final DiscordUsers users;
  private final AccountTransactions transactions;
  private final AccountChanges changes;

  DeleteAccount(
      Accounts accounts,
      DiscordUsers users,
      AccountTransactions transactions,
      AccountChanges changes) {
    this.accounts = accounts;
    this.users = users;
    this.transactions = transactions;
    this.changes = changes;
  }

  /**
   * Deletes it; jobs that run live out their leases.
   *
   * @return whether there was one
   */
  Uni<Boolean> delete(long subscriptionId, String channel) {
    return transactions.run(
        subscriptionId,
        () ->
            users
                .remember(subscriptionId, channel)
                .chain(() -> accounts.deleteOwned(subscriptionId, channel)),
        deleted -> {
          if (deleted) {
            changes.tell(subscriptionId, channel);
          }
        });
  }
}
