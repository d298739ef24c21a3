package berth.account.upsert;

import berth.account.change.AccountChanges;
import berth.account.change.AccountTransactions;
import berth.discord.TokenCheck.Valid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Stores an account in a transaction, when it is its subscription's turn, and tells of it. */
@ApplicationScoped
class StoreAccountInTurn {

  /**
   * When many are imported at once they queue up. Whoever gave up before would ask Discord again.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final StoreAccount storeAccount;
  private final AccountTransactions transactions;
  private final AccountChanges changes;

  StoreAccountInTurn(
      StoreAccount storeAccount, AccountTransactions transactions, AccountChanges changes) {
    this.storeAccount = storeAccount;
    this.transactions = transactions;
    this.changes = changes;
  }

  /** What is being written is written to the end, even if nobody waits any more. */
  Uni<UpsertOutcome> store(long subscriptionId, AccountRequest request, Valid user) {
    return transactions.run(
        subscriptionId,
        TIMEOUT,
        () -> storeAccount.store(subscriptionId, request, user),
        stored -> tell(subscriptionId, user.channel(), stored));
  }

  private void tell(long subscriptionId, String channel, UpsertOutcome stored) {
    if (stored instanceof UpsertOutcome.Stored) {
      changes.tell(subscriptionId, channel);
    }
  }
}
