package berth.account.upsert;

import berth.account.change.AccountChanges;
import berth.account.change.AccountTransactions;
import berth.discord.TokenCheck.Valid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Stores an account in a transaction, after the earlier transactions of the subscription, and
 * publishes the change.
 */
@ApplicationScoped
class StoreAccountInTransaction {

  /**
   * Longer than the database timeout, since an import of many accounts queues. A caller that gave
   * up earlier would repeat the request, and with it the requests to Discord.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final StoreAccount storeAccount;
  private final AccountTransactions transactions;
  private final AccountChanges changes;

  StoreAccountInTransaction(
      StoreAccount storeAccount, AccountTransactions transactions, AccountChanges changes) {
    this.storeAccount = storeAccount;
    this.transactions = transactions;
    this.changes = changes;
  }

  /** Once begun, the transaction completes even if the caller no longer waits. */
  Uni<UpsertOutcome> store(long subscriptionId, AccountRequest request, Valid user) {
    return transactions.run(
        subscriptionId,
        TIMEOUT,
        () -> storeAccount.store(subscriptionId, request, user),
        outcome -> publish(subscriptionId, user.channel(), outcome));
  }

  private void publish(long subscriptionId, String channel, UpsertOutcome outcome) {
    if (outcome instanceof UpsertOutcome.Stored) {
      changes.publish(subscriptionId, channel);
    }
  }
}
