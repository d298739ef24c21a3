package berth.account;

import berth.discord.DiscordAccounts;
import berth.discord.DiscordOutcome.Valid;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Creates an account or updates it. Discord is asked first, while no connection to the database is
 * held.
 */
@ApplicationScoped
class UpsertAccount {

  private final DiscordAccounts discord;
  private final StoreAccount store;

  UpsertAccount(DiscordAccounts discord, StoreAccount store) {
    this.discord = discord;
    this.store = store;
  }

  /** Writes nothing unless the outcome is {@code Created} or {@code Updated}. */
  Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request) {
    return discord
        .lookUp(request.token())
        .flatMap(
            outcome ->
                outcome instanceof Valid user
                    ? store.store(subscriptionId, request, user)
                    : Uni.createFrom().item(new UpsertOutcome.NotConfirmed(outcome)));
  }
}
