package berth.account.upsert;

import berth.account.store.Accounts;
import berth.account.store.ChannelEntity;
import berth.account.store.Channels;
import berth.account.store.DiscordUsers;
import berth.discord.TokenCheck.Valid;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Claims a channel, its Discord user and a place in the quantity for an account that is about to be
 * written in the transaction that is under way.
 */
@ApplicationScoped
class ClaimChannel {

  private final Channels channels;
  private final DiscordUsers users;
  private final Accounts accounts;

  ClaimChannel(Channels channels, DiscordUsers users, Accounts accounts) {
    this.channels = channels;
    this.users = users;
    this.accounts = accounts;
  }

  /**
   * What came of it.
   *
   * @param channel its locked row
   * @param refusal why the account must not be written: then the transaction has to be rolled back
   */
  record Claim(ChannelEntity channel, Optional<UpsertOutcome> refusal) {}

  /** Locks the user, then the channel, and checks what is in the way. */
  Uni<Claim> claim(long subscriptionId, Valid user) {
    return users
        .lock(user.userId(), user.channel())
        .flatMap(
            last ->
                channels
                    .lockOrAdd(user.channel())
                    .flatMap(channel -> claim(subscriptionId, user, channel, last)));
  }

  /** Notes where the user is from now on, unless that is where it was last. */
  private Uni<Claim> claim(long subscriptionId, Valid user, ChannelEntity channel, String last) {
    return refusal(subscriptionId, user, channel)
        .call(
            refusal ->
                refusal.isPresent() || last.equals(user.channel())
                    ? Uni.createFrom().voidItem()
                    : users.move(user.userId(), user.channel()))
        .map(refusal -> new Claim(channel, refusal));
  }

  private Uni<Optional<UpsertOutcome>> refusal(
      long subscriptionId, Valid user, ChannelEntity channel) {
    if (channel.isOwned() && !channel.isOwnedBy(subscriptionId)) {
      return Uni.createFrom().item(Optional.of(new UpsertOutcome.SameToken(channel.channel())));
    }
    return users
        .elsewhere(user.userId(), user.channel())
        .map(found -> found.map(ClaimChannel::refusal))
        .flatMap(
            refusal ->
                refusal.isPresent() || channel.isOwned()
                    ? Uni.createFrom().item(refusal)
                    : quantityExceeded(subscriptionId));
  }

  private static UpsertOutcome refusal(DiscordUsers.Elsewhere elsewhere) {
    return elsewhere.deleted()
        ? new UpsertOutcome.StillRuns(elsewhere.channel())
        : new UpsertOutcome.SameToken(elsewhere.channel());
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
}
