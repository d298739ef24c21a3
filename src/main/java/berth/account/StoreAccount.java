package berth.account;

import berth.capacity.SlotLimits;
import berth.database.Database;
import berth.discord.DiscordOutcome.Valid;
import berth.secret.Encrypted;
import berth.secret.KeyedDigest;
import berth.secret.Keyring;
import berth.secret.Purpose;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Checks and writes an account whose token Discord has confirmed, in one transaction. */
@ApplicationScoped
class StoreAccount {

  private final Accounts accounts;
  private final Channels channels;
  private final ChangeHealth changeHealth;
  private final SlotLimits limits;
  private final Keyring keys;

  StoreAccount(
      Accounts accounts,
      Channels channels,
      ChangeHealth changeHealth,
      SlotLimits limits,
      Keyring keys) {
    this.accounts = accounts;
    this.channels = channels;
    this.changeHealth = changeHealth;
    this.limits = limits;
    this.keys = keys;
  }

  /** What is refused leaves nothing behind, not even the row of the channel that was locked. */
  Uni<UpsertOutcome> store(long subscriptionId, AccountRequest request, Valid user) {
    return Database.orGiveUp(
        Panache.withTransaction(() -> inTransaction(subscriptionId, request, user)));
  }

  /** The same within a transaction that is under way, however long it takes. */
  Uni<UpsertOutcome> inTransaction(long subscriptionId, AccountRequest request, Valid user) {
    List<KeyedDigest> digests =
        keys.digests(
            Purpose.TOKEN_DIGEST, request.token().value().getBytes(StandardCharsets.US_ASCII));
    return channels
        .lockToken(digests.get(digests.size() - 1))
        .chain(() -> channels.lockOrAdd(user.channel()))
        .flatMap(
            channel ->
                refusal(subscriptionId, channel, digests)
                    .flatMap(
                        refusal ->
                            refusal
                                .map(StoreAccount::rollBack)
                                .orElseGet(
                                    () -> write(subscriptionId, request, user, channel, digests))));
  }

  private Uni<Optional<UpsertOutcome>> refusal(
      long subscriptionId, ChannelEntity channel, List<KeyedDigest> digests) {
    if (channel.isOwned() && !channel.isOwnedBy(subscriptionId)) {
      return Uni.createFrom().item(Optional.of(new UpsertOutcome.SameToken(channel.channel)));
    }
    return channels
        .otherWithToken(digests, channel.channel)
        .flatMap(
            other -> {
              if (other.isPresent()) {
                return Uni.createFrom().item(other.map(UpsertOutcome.SameToken::new));
              }
              return channel.isOwned()
                  ? Uni.createFrom().item(Optional.empty())
                  : quantityExceeded(subscriptionId);
            });
  }

  /** Under the lock of the subscription's row, so that two can't both take the last place. */
  private Uni<Optional<UpsertOutcome>> quantityExceeded(long subscriptionId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        "SELECT quantity FROM subscription WHERE id = ?1 FOR NO KEY UPDATE",
                        Integer.class)
                    .setParameter(1, subscriptionId)
                    .getSingleResult())
        .flatMap(
            quantity ->
                accounts
                    .count("subscriptionId", subscriptionId)
                    .map(
                        configured ->
                            configured < quantity
                                ? Optional.empty()
                                : Optional.of(new UpsertOutcome.QuantityExceeded())));
  }

  private Uni<UpsertOutcome> write(
      long subscriptionId,
      AccountRequest request,
      Valid user,
      ChannelEntity channel,
      List<KeyedDigest> digests) {
    boolean created = !channel.isOwned();
    boolean sameToken = channel.isOwnedBy(digests);
    channel.own(subscriptionId, digests.get(0));
    Encrypted token = keys.encrypt(request.token(), user.channel());
    return accounts
        .findById(new AccountKey(subscriptionId, user.channel()))
        .flatMap(
            row ->
                row == null
                    ? accounts.persistAndFlush(
                        new AccountEntity(subscriptionId, user, token, request.maxJobs()))
                    : update(row, user, token, request.maxJobs()))
        .call(row -> sameToken ? Uni.createFrom().voidItem() : accounts.noteToken(row, created))
        .call(row -> limits.apply(user.channel()))
        .map(row -> row.toAccount(keys))
        .map(
            account ->
                created ? new UpsertOutcome.Created(account) : new UpsertOutcome.Updated(account));
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
