package berth.account.store;

import berth.capacity.Rotation;
import berth.capacity.SlotLimits;
import berth.database.Database;
import berth.database.NativeSql;
import berth.secret.EncryptionKeys;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code account}. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<AccountEntity, AccountKey> {

  /**
   * An outcome that a holder reports counts only if its slot was granted after {@code token_since}.
   * If the subscription was never granted a slot of the channel, no holder can have an older token.
   * Then the time is minus infinity, so that the outcome of every grant counts.
   */
  private static final String RECORD_TOKEN_CHANGE =
      """
      UPDATE account
         SET token_since = CASE WHEN ?3 AND NOT EXISTS (SELECT
                                                          FROM slot
                                                         WHERE slot.subscription_id = ?1
                                                           AND slot.channel = ?2
                                                           AND granted_at IS NOT NULL)
                                THEN '-infinity'
                                ELSE clock_timestamp()
                           END
       WHERE subscription_id = ?1 AND channel = ?2
      """;

  private final Channels channels;
  private final Rotation rotation;
  private final SlotLimits limits;
  private final EncryptionKeys keys;

  Accounts(Channels channels, Rotation rotation, SlotLimits limits, EncryptionKeys keys) {
    this.channels = channels;
    this.rotation = rotation;
    this.limits = limits;
    this.keys = keys;
  }

  /** The first accounts of the subscription after the channel, in the order of their channels. */
  public Uni<List<Account>> listAfter(long subscriptionId, String channel, int most) {
    return listRowsAfter(subscriptionId, channel, most)
        .map(rows -> rows.stream().map(row -> row.toAccount(keys)).toList());
  }

  /** Their rows, without decrypting their tokens. */
  public Uni<List<AccountEntity>> listRowsAfter(long subscriptionId, String channel, int most) {
    return Database.withTimeout(
        Panache.withSession(
            () ->
                find(
                        "subscriptionId = ?1 and channel > ?2 order by channel",
                        subscriptionId,
                        channel)
                    .range(0, most - 1)
                    .list()));
  }

  /** The account; empty when the subscription has no such account. */
  public Uni<Optional<Account>> find(long subscriptionId, String channel) {
    return findRow(subscriptionId, channel).map(row -> row.map(found -> found.toAccount(keys)));
  }

  /** The row, read without a lock; empty when the subscription has no such account. */
  public Uni<Optional<AccountEntity>> findRow(long subscriptionId, String channel) {
    return Database.withTimeout(
        Panache.withSession(
            () -> findById(new AccountKey(subscriptionId, channel)).map(Optional::ofNullable)));
  }

  /**
   * Locks the channel and reads the row; {@code null} when the subscription has no such account.
   */
  public Uni<@Nullable AccountEntity> lock(long subscriptionId, String channel) {
    return channels
        .lockOwned(subscriptionId, channel)
        .flatMap(
            owned ->
                owned.isEmpty()
                    ? Uni.createFrom().nullItem()
                    : findById(new AccountKey(subscriptionId, channel)));
  }

  /**
   * Records the time at which the token of the account changed, by the database's clock, which also
   * times grants.
   *
   * @param created whether the account was created just now: only then can it be the first account
   *     on its channel
   */
  public Uni<Void> recordTokenChange(AccountEntity row, boolean created) {
    return NativeSql.update(RECORD_TOKEN_CHANGE, row.subscriptionId, row.channel, created)
        .replaceWithVoid();
  }

  /**
   * Deletes the account within the current transaction and takes its slots out of rotation. Held
   * slots stay held until their leases end.
   *
   * @return whether the subscription had the account
   */
  public Uni<Boolean> deleteOwned(long subscriptionId, String channel) {
    return channels
        .lockOwned(subscriptionId, channel)
        .flatMap(
            row ->
                row.isPresent() ? delete(row.get(), subscriptionId) : Uni.createFrom().item(false));
  }

  /**
   * Deletes by a statement instead of removing the entity: Hibernate Reactive keeps the state of a
   * removal in one place for all sessions, so concurrent removals overwrite each other's state.
   */
  private Uni<Boolean> delete(ChannelEntity channel, long subscriptionId) {
    channel.disown();
    return rotation
        .leave(subscriptionId, channel.channel)
        .chain(
            () -> delete("subscriptionId = ?1 and channel = ?2", subscriptionId, channel.channel))
        .map(deleted -> deleted == 1)
        .call(() -> limits.apply(channel.channel));
  }
}
