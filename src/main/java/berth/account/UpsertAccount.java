package berth.account;

import berth.batch.Detached;
import berth.discord.DiscordAccounts;
import berth.discord.DiscordOutcome;
import berth.discord.DiscordOutcome.Valid;
import berth.secret.DiscordToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Creates an account or updates it. Discord is asked first, while no connection to the database is
 * held. If it refuses the very token that an account has, that counts, even if nobody waits for the
 * answer any more. So is what is being written written to the end, and told of.
 */
@ApplicationScoped
class UpsertAccount {

  private final DiscordAccounts discord;
  private final StoredTokens storedTokens;
  private final RejectAccount rejectAccount;
  private final StoreAccount store;
  private final AccountNews news;

  UpsertAccount(
      DiscordAccounts discord,
      StoredTokens storedTokens,
      RejectAccount rejectAccount,
      StoreAccount store,
      AccountNews news) {
    this.discord = discord;
    this.storedTokens = storedTokens;
    this.rejectAccount = rejectAccount;
    this.store = store;
    this.news = news;
  }

  /** Writes nothing unless the outcome is {@code Created} or {@code Updated}. */
  Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request) {
    return lookUp(request.token())
        .flatMap(
            outcome ->
                outcome instanceof Valid user
                    ? Detached.of(
                        store
                            .store(subscriptionId, request, user)
                            .invoke(stored -> tell(subscriptionId, user.channel(), stored)))
                    : Uni.createFrom().item(new UpsertOutcome.NotConfirmed(outcome)));
  }

  /** The account that has the token is looked up before: later it may have been confirmed anew. */
  private Uni<DiscordOutcome> lookUp(DiscordToken token) {
    return storedTokens
        .find(token)
        .flatMap(
            stored ->
                Detached.of(
                    discord
                        .lookUp(token)
                        .call(
                            outcome ->
                                stored
                                    .map(account -> rejectAccount.ifRefused(account, outcome))
                                    .orElseGet(() -> Uni.createFrom().item(false)))));
  }

  private void tell(long subscriptionId, String channel, UpsertOutcome stored) {
    if (stored instanceof UpsertOutcome.Created || stored instanceof UpsertOutcome.Updated) {
      news.tell(subscriptionId, channel);
    }
  }
}
