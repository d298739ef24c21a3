package berth.account.upsert;

import berth.account.change.ChangeHealth;
import berth.account.change.FinishChange;
import berth.account.store.AccountEntity;
import berth.account.store.AccountKey;
import berth.account.store.Accounts;
import berth.account.store.ChannelEntity;
import berth.discord.TokenCheck.Valid;
import berth.encryption.TokenEncryption;
import berth.event.Actor;
import berth.event.PoolEvent;
import berth.secret.Encrypted;
import berth.secret.KeyedDigest;
import berth.secret.TokenOwner;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Writes an account whose token Discord has confirmed, if no other account is in conflict. */
@ApplicationScoped
class StoreAccount {

  /** An account that is to be stored, and who does it. */
  private record Upsert(long subscriptionId, AccountRequest request, Valid user, Actor actor) {

    TokenOwner owner() {
      return new TokenOwner(subscriptionId, user.channel());
    }
  }

  private final Accounts accounts;
  private final ClaimChannel claimChannel;
  private final ChangeHealth changeHealth;
  private final FinishChange finishChange;
  private final TokenEncryption encryption;

  StoreAccount(
      Accounts accounts,
      ClaimChannel claimChannel,
      ChangeHealth changeHealth,
      FinishChange finishChange,
      TokenEncryption encryption) {
    this.accounts = accounts;
    this.claimChannel = claimChannel;
    this.changeHealth = changeHealth;
    this.finishChange = finishChange;
    this.encryption = encryption;
  }

  /**
   * Runs within the current transaction. If the account must not be written, the transaction is
   * rolled back, which also removes the row of the channel that was inserted to be locked.
   *
   * @param actor who stores the account
   */
  Uni<UpsertOutcome> store(long subscriptionId, AccountRequest request, Valid user, Actor actor) {
    Upsert upsert = new Upsert(subscriptionId, request, user, actor);
    List<KeyedDigest> digests = encryption.digests(request.token());
    return claimChannel
        .claim(subscriptionId, user, request.maxJobs())
        .flatMap(
            claim ->
                claim
                    .refusal()
                    .map(StoreAccount::rollBack)
                    .orElseGet(() -> write(upsert, claim.channel(), digests)));
  }

  private Uni<UpsertOutcome> write(
      Upsert upsert, ChannelEntity channel, List<KeyedDigest> digests) {
    Valid user = upsert.user();
    return accounts
        .findById(new AccountKey(upsert.subscriptionId(), user.channel()))
        .flatMap(
            row ->
                row == null || row.isOf(user)
                    ? write(row, upsert, channel, digests)
                    : rollBack(new UpsertOutcome.OtherUser()));
  }

  private Uni<UpsertOutcome> write(
      @Nullable AccountEntity before,
      Upsert upsert,
      ChannelEntity channel,
      List<KeyedDigest> digests) {
    boolean created = !channel.isOwned();
    boolean sameToken = channel.hasToken(digests);
    channel.own(upsert.subscriptionId(), digests.get(0));
    AccountRequest request = upsert.request();
    Valid user = upsert.user();
    Encrypted token = encryption.encrypt(request.token(), upsert.owner());
    List<PoolEvent> happened =
        before == null
            ? List.of(StoredEvents.created(user.channel(), request.maxJobs(), upsert.actor()))
            : StoredEvents.updated(before, request.maxJobs(), sameToken, upsert.actor());
    return (before == null
            ? accounts.persistAndFlush(
                new AccountEntity(upsert.subscriptionId(), user, token, request.maxJobs()))
            : update(before, user, token, request.maxJobs()))
        .call(
            row ->
                sameToken ? Uni.createFrom().voidItem() : accounts.recordTokenChange(row, created))
        .call(row -> finishChange.finish(row, happened))
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
