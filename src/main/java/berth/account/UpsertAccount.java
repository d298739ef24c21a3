package berth.account;

import berth.batch.Detached;
import berth.discord.DiscordAccounts;
import berth.discord.DiscordOutcome.Valid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Creates an account or updates it. Discord is asked first, while no connection to the database is
 * held. What is being written is written to the end, and told of, even if nobody waits any more.
 */
@ApplicationScoped
class UpsertAccount {

  private final DiscordAccounts discord;
  private final StoreAccount store;
  private final AccountNews news;

  UpsertAccount(DiscordAccounts discord, StoreAccount store, AccountNews news) {
    this.discord = discord;
    this.store = store;
    this.news = news;
  }

  /** Writes nothing unless the outcome is {@code Created} or {@code Updated}. */
  Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request) {
    return discord
        .lookUp(subscriptionId, request.token())
        .flatMap(
            outcome ->
                outcome instanceof Valid user
                    ? Detached.of(
                        store
                            .store(subscriptionId, request, user)
                            .invoke(stored -> tell(subscriptionId, user.channel(), stored)))
                    : Uni.createFrom().item(new UpsertOutcome.NotConfirmed(outcome)));
  }

  private void tell(long subscriptionId, String channel, UpsertOutcome stored) {
    if (stored instanceof UpsertOutcome.Created || stored instanceof UpsertOutcome.Updated) {
      news.tell(subscriptionId, channel);
    }
  }
}
