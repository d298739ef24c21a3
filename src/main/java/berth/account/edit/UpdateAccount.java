package berth.account.edit;

import berth.account.change.AccountTransactions;
import berth.account.change.FinishChange;
import berth.account.store.Account;
import berth.account.store.AccountEntity;
import berth.account.store.Accounts;
import berth.account.store.SubscriptionLimits;
import berth.error.ErrorCatalogue;
import berth.event.Actor;
import berth.event.EventType;
import berth.event.PoolEvent;
import berth.secret.EncryptionKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/** Changes the settings of an account, without its token and without a request to Discord. */
@ApplicationScoped
public class UpdateAccount {

  private final Accounts accounts;
  private final FinishChange finishChange;
  private final EncryptionKeys keys;
  private final AccountTransactions transactions;
  private final SubscriptionLimits subscriptionLimits;

  UpdateAccount(
      Accounts accounts,
      FinishChange finishChange,
      EncryptionKeys keys,
      AccountTransactions transactions,
      SubscriptionLimits subscriptionLimits) {
    this.accounts = accounts;
    this.transactions = transactions;
    this.finishChange = finishChange;
    this.keys = keys;
    this.subscriptionLimits = subscriptionLimits;
  }

  /** Returns the updated account; empty when the subscription has no such account. */
  public Uni<Optional<Account>> update(
      long subscriptionId, String channel, AccountPatch patch, Actor actor) {
    Integer maxJobs = patch.maxJobs();
    if (maxJobs == null) {
      return accounts.find(subscriptionId, channel);
    }
    return transactions.run(
        subscriptionId,
        channel,
        () ->
            setMaxJobs(subscriptionId, channel, (now, ceiling) -> checked(maxJobs, ceiling), actor),
        Optional::isPresent);
  }

  /** Lowers the limit of the account to the ceiling of its subscription if it is above that. */
  Uni<Optional<Account>> lowerToCeiling(long subscriptionId, String channel, Actor actor) {
    return transactions.run(
        subscriptionId,
        channel,
        () -> setMaxJobs(subscriptionId, channel, Math::min, actor),
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
      long subscriptionId, String channel, IntBinaryOperator maxJobs, Actor actor) {
    return accounts
        .lock(subscriptionId, channel)
        .flatMap(
            row ->
                row == null
                    ? Uni.createFrom().item(Optional.empty())
                    : subscriptionLimits
                        .forChange(subscriptionId)
                        .map(Optional::orElseThrow) // the account refers to it
                        .map(allowed -> maxJobs.applyAsInt(row.maxJobs(), allowed.maxJobs()))
                        .call(newLimit -> set(row, newLimit, actor))
                        .map(newLimit -> Optional.of(row.toAccount(keys))));
  }

  private Uni<Void> set(AccountEntity row, int maxJobs, Actor actor) {
    List<PoolEvent> happened =
        row.maxJobs() == maxJobs
            ? List.of()
            : List.of(
                PoolEvent.ofAccount(EventType.ACCOUNT_UPDATED, row.channel(), actor)
                    .changed("maxJobs", maxJobs));
    row.setMaxJobs(maxJobs);
    return finishChange.finish(row, happened);
  }
}
