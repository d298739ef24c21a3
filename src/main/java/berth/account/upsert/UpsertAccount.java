package berth.account.upsert;

import berth.account.change.RejectAccount;
import berth.account.store.StoredToken;
import berth.account.store.StoredTokens;
import berth.context.Uncancelled;
import berth.discord.DiscordTokens;
import berth.discord.TokenCheck;
import berth.discord.TokenCheck.Valid;
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
public class UpsertAccount {

  private final DiscordTokens discord;
  private final StoredTokens storedTokens;
  private final RejectAccount rejectAccount;
  private final StoreAccountInTurn store;

  UpsertAccount(
      DiscordTokens discord,
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
  public Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request) {
    return storedTokens
        .find(request.token())
        .flatMap(
            stored ->
                lookUp(subscriptionId, request.token(), stored)
                    .flatMap(outcome -> store(subscriptionId, request, stored, outcome)));
  }

  private Uni<TokenCheck> lookUp(
      long subscriptionId, DiscordToken token, Optional<StoredToken> stored) {
    return Uncancelled.of(
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
      TokenCheck outcome) {
    return outcome.fold(
        user -> store(subscriptionId, request, stored, user),
        notConfirmed -> Uni.createFrom().item(new UpsertOutcome.TokenNotConfirmed(notConfirmed)));
  }

  private Uni<UpsertOutcome> store(
      long subscriptionId, AccountRequest request, Optional<StoredToken> stored, Valid user) {
    return stored
        .map(StoredToken::channel)
        .filter(channel -> !channel.equals(user.channel()))
        .<Uni<UpsertOutcome>>map(
            elsewhere -> Uni.createFrom().item(new UpsertOutcome.SameToken(elsewhere)))
        .orElseGet(() -> store.store(subscriptionId, request, user));
  }
}
