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

  /** A channel with the bot that is not the account's is as good as none. */
  public Uni<DiscordOutcome> check(StoredToken stored) {
    return Uni.createFrom()
        .item(() -> keys.decrypt(stored.token(), stored.channel()))
        .flatMap(discord::lookUpStored)
        .map(
            outcome ->
                outcome instanceof DiscordOutcome.Valid user
                        && !user.channel().equals(stored.channel())
                    ? new DiscordOutcome.NoBotChannel()
                    : outcome);
  }
}
