package berth.account;

import berth.discord.DiscordAccounts;
import berth.discord.DiscordOutcome;
import berth.secret.Keyring;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks Discord about a token that is stored. */
@ApplicationScoped
public class CheckToken {

  private final DiscordAccounts discord;
  private final Keyring keys;

  CheckToken(DiscordAccounts discord, Keyring keys) {
    this.discord = discord;
    this.keys = keys;
  }

  /** What Discord says of the account that has the token. */
  public Uni<DiscordOutcome> check(StoredToken stored) {
    return Uni.createFrom()
        .item(() -> keys.decrypt(stored.token(), stored.channel()))
        .flatMap(discord::lookUpStored)
        .map(outcome -> ofAccount(stored, outcome));
  }

  /** A channel with the bot that is not the account's is as good as none. */
  static DiscordOutcome ofAccount(StoredToken stored, DiscordOutcome outcome) {
    return outcome instanceof DiscordOutcome.Valid user && !user.channel().equals(stored.channel())
        ? new DiscordOutcome.NoBotChannel()
        : outcome;
  }
}
