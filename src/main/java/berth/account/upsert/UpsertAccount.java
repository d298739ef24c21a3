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
 * Creates or updates an account. Discord is asked first, and no database connection is held
 * meanwhile. If Discord refuses a token that an account has, that account is rejected, even if the
 * client has disconnected.
 */
@ApplicationScoped
public class UpsertAccount {

  private final DiscordTokens discord;
  private final StoredTokens storedTokens;
  private final RejectAccount rejectAccount;
  private final StoreAccountInTransaction store;

  UpsertAccount(
      DiscordTokens discord,
      StoredTokens storedTokens,
      RejectAccount rejectAccount,
      StoreAccountInTransaction store) {
    this.discord = discord;
    this.storedTokens = storedTokens;
    this.rejectAccount = rejectAccount;
    this.store = store;
  }

  /**
   * Writes the account only if the outcome is {@link UpsertOutcome.Stored}. The account that has
   * the token is read before Discord is asked: if its token is stored again meanwhile, an older
   * response of Discord must not count against it.
   */
  public Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request) {
    return storedTokens
        .find(request.token())
        .flatMap(
            stored ->
                check(subscriptionId, request.token(), stored)
                    .flatMap(outcome -> store(subscriptionId, request, stored, outcome)));
  }

  private Uni<TokenCheck> check(
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
        .<Uni<UpsertOutcome>>map(other -> Uni.createFrom().item(new UpsertOutcome.SameToken(other)))
        .orElseGet(() -> store.store(subscriptionId, request, user));
  }
}
