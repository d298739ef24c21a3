package berth.account;

import berth.batch.Detached;
import berth.discord.DiscordAccounts;
import berth.discord.DiscordOutcome;
import berth.discord.DiscordOutcome.Valid;
import berth.secret.DiscordToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Creates an account or updates it. Discord is asked first, while no connection to the database is
 * held. If it refuses the very token that an account has, that counts, even if nobody waits for the
 * answer any more.
 */
@ApplicationScoped
class UpsertAccount {

  private final DiscordAccounts discord;
  private final StoredTokens storedTokens;
  private final RejectAccount rejectAccount;
  private final StoreAccountInTurn store;

  UpsertAccount(
      DiscordAccounts discord,
      StoredTokens storedTokens,
      RejectAccount rejectAccount,
      StoreAccountInTurn store) {
    this.discord = discord;
    this.storedTokens = storedTokens;
    this.rejectAccount = rejectAccount;
    this.store = store;
  }

  /**
   * Writes nothing unless the outcome is {@code Created} or {@code Updated}. The account that has
   * the token is looked for before Discord is asked: later it may have been confirmed anew.
   */
  Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request) {
    return storedTokens
        .find(request.token())
        .flatMap(
            stored ->
                lookUp(subscriptionId, request.token(), stored)
                    .flatMap(outcome -> store(subscriptionId, request, stored, outcome)));
  }

  private Uni<DiscordOutcome> lookUp(
      long subscriptionId, DiscordToken token, Optional<StoredToken> stored) {
    return Detached.of(
        discord
            .lookUp(subscriptionId, token)
            .call(
                outcome ->
                    stored
                        .map(account -> rejectAccount.ifRefused(account, outcome))
                        .orElseGet(() -> Uni.createFrom().item(false))));
  }

  private Uni<UpsertOutcome> store(
      long subscriptionId,
      AccountRequest request,
      Optional<StoredToken> stored,
      DiscordOutcome outcome) {
    if (!(outcome instanceof Valid user)) {
      return Uni.createFrom().item(new UpsertOutcome.NotConfirmed(outcome));
    }
    Optional<String> elsewhere =
        stored.map(StoredToken::channel).filter(channel -> !channel.equals(user.channel()));
    return elsewhere.isPresent()
        ? Uni.createFrom().item(new UpsertOutcome.SameToken(elsewhere.get()))
        : store.store(subscriptionId, request, user);
  }
}
