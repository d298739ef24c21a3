package berth.account;

import berth.discord.DiscordAccounts;
import berth.discord.DiscordOutcome;
import berth.secret.DiscordToken;
import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Asks Discord about a token that is stored. */
@ApplicationScoped
public class CheckToken {

  private final DiscordAccounts discord;
  private final Keyring keys;

  CheckToken(DiscordAccounts discord, Keyring keys) {
    this.discord = discord;
    this.keys = keys;
  }

  /** Asks by ourselves, which must not turn callers away. */
  public Uni<DiscordOutcome> check(StoredToken stored) {
    return check(stored, discord::lookUpStored);
  }

  /** Asks for a caller, who waits for the answer. */
  Uni<DiscordOutcome> checkForCaller(StoredToken stored) {
    return check(stored, token -> discord.lookUp(stored.subscriptionId(), token));
  }

  private Uni<DiscordOutcome> check(
      StoredToken stored, Function<DiscordToken, Uni<? extends DiscordOutcome>> lookUp) {
    return Uni.createFrom()
        .item(() -> keys.decrypt(stored.token(), stored.channel()))
        .flatMap(lookUp)
        .map(outcome -> ofAccount(stored, outcome));
  }

  /** A channel with the bot that is not the account's is as good as none. */
  static DiscordOutcome ofAccount(StoredToken stored, DiscordOutcome outcome) {
    return outcome instanceof DiscordOutcome.Valid user && !user.channel().equals(stored.channel())
        ? new DiscordOutcome.NoBotChannel()
        : outcome;
  }
}
