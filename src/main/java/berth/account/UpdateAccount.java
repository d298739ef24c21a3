package berth.account;

import berth.account.change.AccountTransactions;
import berth.account.store.Account;
import berth.account.store.Accounts;
import berth.capacity.SlotLimits;
import berth.secret.EncryptionKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Changes the settings of an account, without its token and without a request to Discord. */
@ApplicationScoped
class UpdateAccount {

  private final Accounts accounts;
  private final SlotLimits limits;
  private final EncryptionKeys keys;
  private final AccountTransactions transactions;

  UpdateAccount(
      Accounts accounts, SlotLimits limits, EncryptionKeys keys, AccountTransactions transactions) {
    this.accounts = accounts;
    this.transactions = transactions;
    this.limits = limits;
    this.keys = keys;
  }

  /** Returns the updated account; empty when the subscription has no such account. */
  Uni<Optional<Account>> update(long subscriptionId, String channel, AccountPatch patch) {
    Integer maxJobs = patch.maxJobs();
    if (maxJobs == null) {
      return accounts.find(subscriptionId, channel);
    }
    return transactions.run(
        subscriptionId,
        channel,
        () -> setMaxJobs(subscriptionId, channel, maxJobs),
        Optional::isPresent);
  }

  /** Holds the lock of the channel, so that other changes of the account run before or after. */
  private Uni<Optional<Account>> setMaxJobs(long subscriptionId, String channel, int maxJobs) {
    return accounts
        .lock(subscriptionId, channel)
        .onItem()
        .ifNotNull()
        .invoke(row -> row.setMaxJobs(maxJobs))
        .onItem()
        .ifNotNull()
        .call(() -> limits.apply(channel))
        .map(row -> Optional.ofNullable(row).map(found -> found.toAccount(keys)));
  }
}
