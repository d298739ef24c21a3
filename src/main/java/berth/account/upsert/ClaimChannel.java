package berth.account.upsert;

import berth.account.store.Accounts;
import berth.account.store.ChannelEntity;
import berth.account.store.Channels;
import berth.account.store.DiscordUsers;
import berth.account.store.SubscriptionLimits;
import berth.discord.TokenCheck.Valid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Claims a channel, its Discord user and a place in the quantity for an account that the current
 * transaction is about to write.
 */
@ApplicationScoped
class ClaimChannel {

  private final Channels channels;
  private final DiscordUsers users;
  private final Accounts accounts;
  private final SubscriptionLimits limits;
  private final String subscriptionLink;

  ClaimChannel(
      Channels channels,
      DiscordUsers users,
      Accounts accounts,
      SubscriptionLimits limits,
      @ConfigProperty(name = "berth.subscription-link") String subscriptionLink) {
    this.channels = channels;
    this.users = users;
    this.accounts = accounts;
    this.limits = limits;
    this.subscriptionLink = subscriptionLink;
  }

  /**
   * The result.
   *
   * @param channel the locked row
   * @param refusal why the account must not be written; if present, the transaction must be rolled
   *     back
   */
  record Claim(ChannelEntity channel, Optional<UpsertOutcome> refusal) {}

  /** Locks the user, then the channel, and checks whether the account may be written. */
  Uni<Claim> claim(long subscriptionId, Valid user, int maxJobs) {
    return users
        .lock(user.userId(), user.channel())
        .flatMap(
            lastChannel ->
                channels
                    .lockOrAdd(user.channel())
                    .flatMap(
                        channel -> claim(subscriptionId, user, maxJobs, channel, lastChannel)));
  }

  /** Records the new channel of the user if it differs from the last one. */
  private Uni<Claim> claim(
      long subscriptionId, Valid user, int maxJobs, ChannelEntity channel, String lastChannel) {
    return refusal(subscriptionId, user, maxJobs, channel)
        .call(
            refusal ->
                refusal.isPresent() || lastChannel.equals(user.channel())
                    ? Uni.createFrom().voidItem()
                    : users.move(user.userId(), user.channel()))
        .map(refusal -> new Claim(channel, refusal));
  }

  private Uni<Optional<UpsertOutcome>> refusal(
      long subscriptionId, Valid user, int maxJobs, ChannelEntity channel) {
    if (channel.isOwned() && !channel.isOwnedBy(subscriptionId)) {
      return Uni.createFrom().item(Optional.of(new UpsertOutcome.SameToken(channel.channel())));
    }
    return users
        .otherChannel(user.userId(), user.channel())
        .map(found -> found.map(ClaimChannel::refusal))
        .flatMap(
            refusal ->
                refusal.isPresent()
                    ? Uni.createFrom().item(refusal)
                    : notAllowed(subscriptionId, maxJobs, !channel.isOwned()));
  }

  private static UpsertOutcome refusal(DiscordUsers.OtherChannel other) {
    return other.deleted()
        ? new UpsertOutcome.StillRuns(other.channel())
        : new UpsertOutcome.SameToken(other.channel());
  }

  private Uni<Optional<UpsertOutcome>> notAllowed(
      long subscriptionId, int maxJobs, boolean created) {
    return (created ? limits.forNewAccount(subscriptionId) : limits.forChange(subscriptionId))
        .flatMap(
            allowed -> {
              if (allowed.isEmpty()) {
                return refused(new UpsertOutcome.NoSubscription());
              }
              if (maxJobs > allowed.get().maxJobs()) {
                return refused(new UpsertOutcome.AboveCeiling(maxJobs, allowed.get().maxJobs()));
              }
              return created
                  ? quantityExceeded(subscriptionId, allowed.get().quantity())
                  : Uni.createFrom().item(Optional.empty());
            });
  }

  private static Uni<Optional<UpsertOutcome>> refused(UpsertOutcome refusal) {
    return Uni.createFrom().item(Optional.of(refusal));
  }

  private Uni<Optional<UpsertOutcome>> quantityExceeded(long subscriptionId, int quantity) {
    return accounts
        .count("subscriptionId", subscriptionId)
        .map(
            configured ->
                configured < quantity
                    ? Optional.empty()
                    : Optional.of(new UpsertOutcome.QuantityExceeded(subscriptionLink)));
  }
}
