package berth.account.store;

import berth.capacity.Rotation;
import berth.capacity.SlotLimits;
import berth.database.Database;
import berth.secret.Keyring;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored accounts. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<AccountEntity, AccountKey> {

  private static final String NOTE_TOKEN =
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
  private final Keyring keys;

  Accounts(Channels channels, Rotation rotation, SlotLimits limits, Keyring keys) {
    this.channels = channels;
    this.rotation = rotation;
    this.limits = limits;
    this.keys = keys;
  }

  /** The first accounts of the subscription behind the channel, in the order of their channels. */
  public Uni<List<Account>> listAfter(long subscriptionId, String channel, int most) {
    return Database.orGiveUp(
        Panache.withSession(
            () ->
                find(
                        "subscriptionId = ?1 and channel > ?2 order by channel",
                        subscriptionId,
                        channel)
                    .range(0, most - 1)
                    .list()
                    .map(rows -> rows.stream().map(row -> row.toAccount(keys)).toList())));
  }

  /** One of them; empty when the channel is not configured or is another subscription's. */
  public Uni<Optional<Account>> find(long subscriptionId, String channel) {
    return stored(subscriptionId, channel).map(row -> row.map(found -> found.toAccount(keys)));
  }

  /** Its row as it was a moment ago; empty when the subscription has no such account. */
  public Uni<Optional<AccountEntity>> stored(long subscriptionId, String channel) {
    return Database.orGiveUp(
        Panache.withSession(
            () -> findById(new AccountKey(subscriptionId, channel)).map(Optional::ofNullable)));
  }

  /**
   * Its row under the lock of its channel; {@code null} when the subscription has no such account.
   */
  public Uni<@Nullable AccountEntity> lock(long subscriptionId, String channel) {
    return channels.lock(channel).chain(() -> findById(new AccountKey(subscriptionId, channel)));
  }

  /**
   * Notes that from now on the account has another token than before, by the clock that leases are
   * granted by.
   *
   * @param created whether the account has just been made: then it may be the first that there ever
   *     was on the channel
   */
  public Uni<Void> noteToken(AccountEntity row, boolean created) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(NOTE_TOKEN)
                    .setParameter(1, row.subscriptionId)
                    .setParameter(2, row.channel)
                    .setParameter(3, created)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /**
   * Deletes the account within the transaction that is under way, and takes its slots out of
   * rotation; those that run live out their leases.
   *
   * @return whether there was one
   */
  public Uni<Boolean> deleteOwned(long subscriptionId, String channel) {
    return channels
        .lock(channel)
        .flatMap(
            row ->
                row.isPresent() && row.get().isOwnedBy(subscriptionId)
                    ? delete(row.get(), subscriptionId)
                    : Uni.createFrom().item(false));
  }

  /**
   * By a statement, and not by removing the entity: Hibernate Reactive keeps the state of a removal
   * in one place for all sessions, and removals at the same time overwrite each other's.
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
