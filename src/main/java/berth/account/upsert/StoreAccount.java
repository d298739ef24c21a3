package berth.account.upsert;

import berth.account.change.ChangeHealth;
import berth.account.store.AccountEntity;
import berth.account.store.AccountKey;
import berth.account.store.Accounts;
import berth.account.store.ChannelEntity;
import berth.capacity.SlotLimits;
import berth.discord.TokenCheck.Valid;
import berth.encryption.TokenEncryption;
import berth.secret.Encrypted;
import berth.secret.KeyedDigest;
import berth.secret.TokenOwner;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes an account whose token Discord has confirmed, if no other account is in conflict. */
@ApplicationScoped
class StoreAccount {

  private final Accounts accounts;
  private final ClaimChannel claimChannel;
  private final ChangeHealth changeHealth;
  private final SlotLimits limits;
  private final TokenEncryption encryption;

  StoreAccount(
      Accounts accounts,
      ClaimChannel claimChannel,
      ChangeHealth changeHealth,
      SlotLimits limits,
      TokenEncryption encryption) {
    this.accounts = accounts;
    this.claimChannel = claimChannel;
    this.changeHealth = changeHealth;
    this.limits = limits;
    this.encryption = encryption;
  }

  /**
   * Runs within the current transaction. If the account must not be written, the transaction is
   * rolled back, which also removes the row of the channel that was inserted to be locked.
   */
  Uni<UpsertOutcome> store(long subscriptionId, AccountRequest request, Valid user) {
    List<KeyedDigest> digests = encryption.digests(request.token());
    return claimChannel
        .claim(subscriptionId, user, request.maxJobs())
        .flatMap(
            claim ->
                claim
                    .refusal()
                    .map(StoreAccount::rollBack)
                    .orElseGet(
                        () -> write(subscriptionId, request, user, claim.channel(), digests)));
  }

  private Uni<UpsertOutcome> write(
      long subscriptionId,
      AccountRequest request,
      Valid user,
      ChannelEntity channel,
      List<KeyedDigest> digests) {
    boolean created = !channel.isOwned();
    boolean sameToken = channel.hasToken(digests);
    channel.own(subscriptionId, digests.get(0));
    Encrypted token =
        encryption.encrypt(request.token(), new TokenOwner(subscriptionId, user.channel()));
    return accounts
        .findById(new AccountKey(subscriptionId, user.channel()))
        .flatMap(
            row ->
                row == null
                    ? accounts.persistAndFlush(
                        new AccountEntity(subscriptionId, user, token, request.maxJobs()))
                    : update(row, user, token, request.maxJobs()))
        .call(
            row ->
                sameToken ? Uni.createFrom().voidItem() : accounts.recordTokenChange(row, created))
        .call(row -> limits.apply(user.channel()))
        .map(row -> row.toAccount(request.token()))
        .map(account -> new UpsertOutcome.Stored(account, created));
  }

  private Uni<AccountEntity> update(AccountEntity row, Valid user, Encrypted token, int maxJobs) {
    return changeHealth
        .write(row, row.health().confirmed())
        .invoke(() -> row.update(user, token, maxJobs))
        .replaceWith(row);
  }

  private static Uni<UpsertOutcome> rollBack(UpsertOutcome refusal) {
    return Panache.currentTransaction()
        .invoke(Mutiny.Transaction::markForRollback)
        .replaceWith(refusal);
  }
}
