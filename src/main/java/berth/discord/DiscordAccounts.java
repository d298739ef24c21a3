package berth.discord;

import berth.batch.AskersContext;
import berth.batch.Detached;
import berth.discord.DiscordOutcome.InvalidToken;
import berth.discord.DiscordOutcome.Valid;
import berth.discord.DiscordOutcome.Withheld;
import berth.secret.DiscordToken;
import berth.time.Deadline;
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

  /** A look-up that others may join. */
  private record UnderWay(Asker asker, Uni<DiscordOutcome> outcome) {}

  private final Turns turns;
  private final LookUp lookUp;
  private final RefusedTokens refused;
  private final Patience patience;

  /** All who ask for the same token at the same time share one look-up. */
  private final Map<DiscordToken, UnderWay> underWay = new ConcurrentHashMap<>();

  DiscordAccounts(Turns turns, LookUp lookUp, RefusedTokens refused, Patience patience) {
    this.turns = turns;
    this.lookUp = lookUp;
    this.refused = refused;
    this.patience = patience;
  }

  /** Looks up a token for a caller, who waits for the outcome. */
  public Uni<DiscordOutcome> lookUp(long subscriptionId, DiscordToken token) {
    return lookUp(token, Asker.of(subscriptionId));
  }

  /** Looks up a stored token by ourselves: one that Discord has refused is not sent again. */
  public Uni<DiscordOutcome> lookUpStored(DiscordToken token) {
    return refused
        .contains(token)
        .flatMap(
            known ->
                known ? Uni.createFrom().item(new InvalidToken(true)) : lookUp(token, Asker.BERTH));
  }

  private Uni<DiscordOutcome> lookUp(DiscordToken token, Asker asker) {
    return Uni.createFrom().deferred(() -> lookUp(token, asker, Deadline.in(patience.lookUp())));
  }

  /**
   * Joins a look-up or begins one. What is withheld from another asker, whose part of the budget is
   * spent or whose line is long, need not be withheld from this one.
   */
  private Uni<DiscordOutcome> lookUp(DiscordToken token, Asker asker, Deadline deadline) {
    Executor context = AskersContext.current();
    UnderWay joined =
        Objects.requireNonNull(
            underWay.computeIfAbsent(token, absent -> begin(token, asker, deadline)));
    return joined
        .outcome()
        .emitOn(context)
        .flatMap(
            outcome ->
                outcome instanceof Withheld && !joined.asker().equals(asker) && !deadline.isOver()
                    ? lookUp(token, asker, deadline)
                    : Uni.createFrom().item(outcome));
  }

  private UnderWay begin(DiscordToken token, Asker asker, Deadline deadline) {
    return new UnderWay(
        asker,
        Detached.of(
                turns
                    .take(
                        asker,
                        () -> askUnlessRefused(token, asker, deadline),
                        pause -> new Withheld(pause, "Too many look-ups are ahead of this one"))
                    .onTermination()
                    .invoke(() -> underWay.remove(token)))
            .memoize()
            .indefinitely());
  }

  /** Looks only now whether it was refused: it may have been while this look-up waited. */
  private Uni<DiscordOutcome> askUnlessRefused(DiscordToken token, Asker asker, Deadline deadline) {
    return refused
        .lately(token)
        .flatMap(
            known ->
                known
                    .<Uni<DiscordOutcome>>map(Uni.createFrom()::item)
                    .orElseGet(
                        () ->
                            lookUp
                                .of(token, asker, deadline)
                                .call(outcome -> remember(token, outcome))));
  }

  private Uni<Void> remember(DiscordToken token, DiscordOutcome outcome) {
    if (outcome instanceof InvalidToken invalid) {
      return refused.add(token, invalid);
    }
    return outcome instanceof Valid ? refused.remove(token) : Uni.createFrom().voidItem();
  }
}
