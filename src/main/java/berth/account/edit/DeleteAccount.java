package berth.account.edit;

import berth.account.change.AccountTransactions;
import berth.account.store.Accounts;
import berth.account.store.DiscordUsers;
import berth.event.Actor;
import berth.event.EventLog;
import berth.event.EventType;
import berth.event.PoolEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes an account and publishes the change. */
@ApplicationScoped
public class DeleteAccount {

  private final Accounts accounts;
  private final DiscordUsers users;
  private final AccountTransactions transactions;
  private final EventLog events;

  DeleteAccount(
      Accounts accounts, DiscordUsers users, AccountTransactions transactions, EventLog events) {
    this.accounts = accounts;
    this.users = users;
    this.transactions = transactions;
    this.events = events;
  }

  /**
   * Deletes the account. Running jobs keep their slots until their leases end.
   *
   * @return whether the subscription had the account
   */
  public Uni<Boolean> delete(long subscriptionId, String channel, Actor actor) {
    return transactions.run(
        subscriptionId,
        channel,
        () ->
            users
                .insertIfMissing(subscriptionId, channel)
                .chain(() -> accounts.deleteOwned(subscriptionId, channel))
                .call(
                    deleted ->
                        deleted
                            ? events.write(
                                subscriptionId,
                                PoolEvent.ofAccount(EventType.ACCOUNT_DELETED, channel, actor))
                            : Uni.createFrom().voidItem()),
        deleted -> deleted);
  }
}
