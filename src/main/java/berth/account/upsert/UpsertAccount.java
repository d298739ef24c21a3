package berth.account.upsert;

import berth.account.change.AccountTransactions;
import berth.account.change.RejectAccount;
import berth.account.store.StoredToken;
import berth.account.store.StoredTokens;
import berth.context.Uncancelled;
import berth.discord.DiscordTokens;
import berth.discord.TokenCheck;
import berth.discord.limit.Requester;
import berth.event.Actor;
import berth.secret.DiscordToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Creates or updates an account. Discord is asked first, and no database connection is held
 * meanwhile. If Discord refuses a token that an account has, that account is rejected, even if the
 * client has disconnected.
 */
@ApplicationScoped
public class UpsertAccount {

  /**
   * Of the transaction. It is longer than the database timeout, since an import of many accounts
   * queues. A caller that gave up earlier would repeat the request, and with it the requests to
   * Discord.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final DiscordTokens discord;
  private final StoredTokens storedTokens;
  private final RejectAccount rejectAccount;
  private final StoreAccount storeAccount;
  private final AccountTransactions transactions;

  UpsertAccount(
      DiscordTokens discord,
      StoredTokens storedTokens,
      RejectAccount rejectAccount,
      StoreAccount storeAccount,
      AccountTransactions transactions) {
    this.discord = discord;
    this.storedTokens = storedTokens;
    this.rejectAccount = rejectAccount;
    this.storeAccount = storeAccount;
    this.transactions = transactions;
  }

  /**
   * Writes the account only if the outcome is {@link UpsertOutcome.Stored}. The account that has
   * the token is read before Discord is asked: if its token is stored again meanwhile, an older
   * response of Discord must not count against it.
   */
  public Uni<UpsertOutcome> upsert(long subscriptionId, AccountRequest request, Actor actor) {
    return storedTokens
        .find(request.token())
        .flatMap(
            stored ->
                check(subscriptionId, request.token(), stored)
                    .flatMap(outcome -> store(subscriptionId, request, stored, outcome, actor)));
  }

  private Uni<TokenCheck> check(
      long subscriptionId, DiscordToken token, Optional<StoredToken> stored) {
    return Uncancelled.of(
        discord
            .lookUp(Requester.of(subscriptionId), token)
            .call(
                outcome ->
                    stored
                        .map(account -> rejectAccount.ifRefused(account, outcome))
                        .orElseGet(() -> Uni.createFrom().item(false))));
  }

  /** Stores the account, unless another account has the token. */
  private Uni<UpsertOutcome> store(
      long subscriptionId,
      AccountRequest request,
      Optional<StoredToken> stored,
      TokenCheck outcome,
      Actor actor) {
    return outcome.fold(
        user ->
            stored
                .map(StoredToken::channel)
                .filter(channel -> !channel.equals(user.channel()))
                .<Uni<UpsertOutcome>>map(
                    other -> Uni.createFrom().item(new UpsertOutcome.SameToken(other)))
                .orElseGet(
                    () ->
                        transactions.run(
                            subscriptionId,
                            user.channel(),
                            TIMEOUT,
                            () -> storeAccount.store(subscriptionId, request, user, actor),
                            UpsertOutcome::isStored)),
        notConfirmed -> Uni.createFrom().item(new UpsertOutcome.TokenNotConfirmed(notConfirmed)));
  }
}
