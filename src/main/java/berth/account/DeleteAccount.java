package berth.account;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes an account, and tells of it. */
@ApplicationScoped
class DeleteAccount {

  private final Accounts accounts;
  private final DiscordUsers users;
  private final AccountTransactions transactions;
  private final AccountNews news;

  DeleteAccount(
      Accounts accounts, DiscordUsers users, AccountTransactions transactions, AccountNews news) {
    this.accounts = accounts;
    this.users = users;
    this.transactions = transactions;
    this.news = news;
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
            news.tell(subscriptionId, channel);
          }
        });
  }
}
