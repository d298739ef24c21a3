package berth.discord;

import berth.batch.AskersContext;
import berth.batch.Detached;
import berth.discord.DiscordOutcome.InvalidToken;
import berth.discord.DiscordOutcome.Valid;
import berth.secret.DiscordToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Finds out whom a Discord token belongs to and where its channel with the Midjourney bot is.
 * Whatever goes wrong is an outcome as well, within 10 seconds; only when the database can't be
 * reached it fails, for without it Discord is not asked.
 */
@ApplicationScoped
public class DiscordAccounts {

  private final LookUp lookUp;
  private final RefusedTokens refused;

  /** All who ask for the same token at the same time share one look-up. */
  private final Map<DiscordToken, Uni<DiscordOutcome>> underWay = new ConcurrentHashMap<>();

  DiscordAccounts(LookUp lookUp, RefusedTokens refused) {
    this.lookUp = lookUp;
    this.refused = refused;
  }

  /** Looks up a token that its owner has just sent. */
  public Uni<DiscordOutcome> lookUp(DiscordToken token) {
    return lookUp(token, Share.ALL);
  }

  /** Looks up a stored token by ourselves: one that Discord has refused is not sent again. */
  public Uni<DiscordOutcome> lookUpStored(DiscordToken token) {
    return refused
        .contains(token)
        .flatMap(
            known ->
                known ? Uni.createFrom().item(new InvalidToken(true)) : lookUp(token, Share.MOST));
  }

  private Uni<DiscordOutcome> lookUp(DiscordToken token, Share share) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor asker = AskersContext.current();
              return Objects.requireNonNull(
                      underWay.computeIfAbsent(token, absent -> begin(token, share)))
                  .emitOn(asker);
            });
  }

  private Uni<DiscordOutcome> begin(DiscordToken token, Share share) {
    return Detached.of(
            lookUp
                .of(token, share)
                .call(outcome -> remember(token, outcome))
                .onTermination()
                .invoke(() -> underWay.remove(token)))
        .memoize()
        .indefinitely();
  }

  private Uni<Void> remember(DiscordToken token, DiscordOutcome outcome) {
    if (outcome instanceof InvalidToken invalid && invalid.byDiscord()) {
      return refused.add(token);
    }
    return outcome instanceof Valid ? refused.remove(token) : Uni.createFrom().voidItem();
  }
}
