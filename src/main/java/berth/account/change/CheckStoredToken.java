package berth.account.change;

import berth.account.store.StoredToken;
import berth.discord.DiscordTokens;
import berth.discord.TokenCheck;
import berth.discord.limit.Requester;
import berth.secret.DiscordToken;
import berth.secret.EncryptionKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Checks a stored token with Discord. */
@ApplicationScoped
public class CheckStoredToken {

  private final DiscordTokens discord;
  private final EncryptionKeys keys;

  CheckStoredToken(DiscordTokens discord, EncryptionKeys keys) {
    this.discord = discord;
    this.keys = keys;
  }

  /** Checks the token for Berth itself, which must not cause requests of callers to be refused. */
  public Uni<TokenCheck> check(StoredToken stored) {
    return check(stored, discord::lookUpStored);
  }

  /** Checks the token for a caller that waits for the result. */
  public Uni<TokenCheck> checkForCaller(StoredToken stored) {
    return check(stored, token -> discord.lookUp(Requester.of(stored.subscriptionId()), token));
  }

  private Uni<TokenCheck> check(
      StoredToken stored, Function<DiscordToken, Uni<? extends TokenCheck>> lookUp) {
    return Uni.createFrom()
        .item(() -> keys.decrypt(stored.token(), stored.owner()))
        .flatMap(lookUp)
        .map(outcome -> ofAccount(stored, outcome));
  }

  /** Another channel with the bot than the account's counts as none. */
  static TokenCheck ofAccount(StoredToken stored, TokenCheck outcome) {
    return outcome instanceof TokenCheck.Valid user && !user.channel().equals(stored.channel())
        ? new TokenCheck.NoBotChannel()
        : outcome;
  }
}
