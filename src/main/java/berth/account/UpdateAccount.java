package berth.account;

import berth.capacity.SlotLimits;
import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Changes what its owner says of an account, and nothing else: without the token, without Discord.
 */
@ApplicationScoped
class UpdateAccount {

  private final Accounts accounts;
  private final SlotLimits limits;
  private final Keyring keys;
  private final AccountTransactions transactions;
  private final AccountNews news;

  UpdateAccount(
      Accounts accounts,
      SlotLimits limits,
      Keyring keys,
      AccountTransactions transactions,
      AccountNews news) {
    this.accounts = accounts;
    this.transactions = transactions;
    this.limits = limits;
    this.keys = keys;
    this.news = news;
  }

  /** The account as it is then; empty when the subscription has no such account. */
  Uni<Optional<Account>> update(long subscriptionId, String channel, AccountPatch patch) {
    Integer maxJobs = patch.maxJobs();
    if (maxJobs == null) {
      return accounts.find(subscriptionId, channel);
    }
    return transactions.run(
        subscriptionId,
        () -> limit(subscriptionId, channel, maxJobs),
        updated -> updated.ifPresent(account -> news.tell(subscriptionId, channel)));
  }

  /** Under the lock of the channel, so that it is not mixed up with a change of anything else. */
  private Uni<Optional<Account>> limit(long subscriptionId, String channel, int maxJobs) {
    return accounts
        .lock(subscriptionId, channel)
        .onItem()
        .ifNotNull()
        .invoke(row -> row.maxJobs = maxJobs)
        .onItem()
        .ifNotNull()
        .call(() -> limits.apply(channel))
        .map(row -> Optional.ofNullable(row).map(found -> found.toAccount(keys)));
  }
}
