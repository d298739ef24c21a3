package berth.account;

import berth.discord.DiscordAccounts;
import berth.discord.DiscordOutcome.Valid;
import berth.waiting.WaitingLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Creates an account or updates it. Discord is asked first, while no connection to the database is
 * held.
 */
@ApplicationScoped
class UpsertAccount {

  private final DiscordAccounts discord;
  private final StoreAccount store;
  private final WaitingLine line;

  UpsertAccount(DiscordAccounts discord, StoreAccount store, WaitingLine line) {
    this.discord = discord;
    this.store = store;
    this.line = line;
  }

  /** Writes nothing unless the outcome is {@code Created} or {@code Updated}. */
  Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request) {
    return discord
        .lookUp(request.token())
        .flatMap(
            outcome ->
                outcome instanceof Valid user
                    ? store
                        .store(subscriptionId, request, user)
                        // it may run more than before
                        .invoke(stored -> line.tell(Set.of(subscriptionId), Set.of()))
                    : Uni.createFrom().item(new UpsertOutcome.NotConfirmed(outcome)));
  }
}
