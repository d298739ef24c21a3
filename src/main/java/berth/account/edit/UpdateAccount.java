package berth.account.edit;

import berth.account.change.AccountTransactions;
import berth.account.store.Account;
import berth.account.store.Accounts;
import berth.account.store.SubscriptionLimits;
import berth.capacity.SlotLimits;
import berth.error.ErrorCatalogue;
import berth.secret.EncryptionKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/** Changes the settings of an account, without its token and without a request to Discord. */
@ApplicationScoped
public class UpdateAccount {

  private final Accounts accounts;
  private final SlotLimits limits;
  private final EncryptionKeys keys;
  private final AccountTransactions transactions;
  private final SubscriptionLimits subscriptionLimits;

  UpdateAccount(
      Accounts accounts,
      SlotLimits limits,
      EncryptionKeys keys,
      AccountTransactions transactions,
      SubscriptionLimits subscriptionLimits) {
    this.accounts = accounts;
    this.transactions = transactions;
    this.limits = limits;
    this.keys = keys;
    this.subscriptionLimits = subscriptionLimits;
  }

  /** Returns the updated account; empty when the subscription has no such account. */
  public Uni<Optional<Account>> update(long subscriptionId, String channel, AccountPatch patch) {
    Integer maxJobs = patch.maxJobs();
    if (maxJobs == null) {
      return accounts.find(subscriptionId, channel);
    }
    return transactions.run(
        subscriptionId,
        channel,
        () -> setMaxJobs(subscriptionId, channel, (now, ceiling) -> checked(maxJobs, ceiling)),
        Optional::isPresent);
  }

  /** Lowers the limit of the account to the ceiling of its subscription if it is above that. */
  Uni<Optional<Account>> lowerToCeiling(long subscriptionId, String channel) {
    return transactions.run(
        subscriptionId,
        channel,
        () -> setMaxJobs(subscriptionId, channel, Math::min),
        Optional::isPresent);
  }

  /** The ceiling may have been lowered since the request was read. */
  private static int checked(int maxJobs, int ceiling) {
    if (maxJobs > ceiling) {
      throw ErrorCatalogue.above("maxJobs", maxJobs, ceiling).asException();
    }
    return maxJobs;
  }

  /**
   * Holds the lock of the channel, so that other changes of the account run before or after.
   *
   * @param maxJobs the new limit, by the present one and the ceiling of the subscription
   */
  private Uni<Optional<Account>> setMaxJobs(
      long subscriptionId, String channel, IntBinaryOperator maxJobs) {
    return accounts
        .lock(subscriptionId, channel)
        .flatMap(
            row ->
                row == null
                    ? Uni.createFrom().item(Optional.empty())
                    : subscriptionLimits
                        .forChange(subscriptionId)
                        .map(Optional::orElseThrow) // the account refers to it
                        .invoke(
                            allowed ->
                                row.setMaxJobs(
                                    maxJobs.applyAsInt(row.maxJobs(), allowed.maxJobs())))
                        .call(() -> limits.apply(channel))
                        .map(allowed -> Optional.of(row.toAccount(keys))));
  }
}
