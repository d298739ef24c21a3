package berth.discord;

import berth.context.CallerContext;
import berth.context.Uncancelled;
import berth.discord.TokenCheck.InvalidToken;
import berth.discord.TokenCheck.Valid;
import berth.discord.TokenCheck.Withheld;
import berth.discord.http.DiscordTimeouts;
import berth.discord.limit.LookUpQueue;
import berth.discord.limit.Requester;
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
public class DiscordTokens {

  /** A look-up that others may join. */
  private record UnderWay(Requester requester, Uni<TokenCheck> outcome) {}

  private final LookUpQueue queue;
  private final LookUp lookUp;
  private final RefusedTokens refused;
  private final DiscordTimeouts timeouts;

  /** All who ask for the same token at the same time share one look-up. */
  private final Map<DiscordToken, UnderWay> underWay = new ConcurrentHashMap<>();

  DiscordTokens(LookUpQueue queue, LookUp lookUp, RefusedTokens refused, DiscordTimeouts timeouts) {
    this.queue = queue;
    this.lookUp = lookUp;
    this.refused = refused;
    this.timeouts = timeouts;
  }

  /** Looks up a token for a caller, who waits for the outcome. */
  public Uni<TokenCheck> lookUp(long subscriptionId, DiscordToken token) {
    return lookUp(token, Requester.of(subscriptionId));
  }

  /** Looks up a stored token by ourselves: one that Discord has refused is not sent again. */
  public Uni<TokenCheck> lookUpStored(DiscordToken token) {
    return refused
        .contains(token)
        .flatMap(
            known ->
                known
                    ? Uni.createFrom().item(new InvalidToken(true))
                    : lookUp(token, Requester.BERTH));
  }

  private Uni<TokenCheck> lookUp(DiscordToken token, Requester requester) {
    return Uni.createFrom()
        .deferred(() -> lookUp(token, requester, Deadline.in(timeouts.lookUp())));
  }

  /**
   * Joins a look-up or begins one. What is withheld from another asker, whose part of the budget is
   * spent or whose line is long, need not be withheld from this one.
   */
  private Uni<TokenCheck> lookUp(DiscordToken token, Requester requester, Deadline deadline) {
    Executor context = CallerContext.current();
    UnderWay joined =
        Objects.requireNonNull(
            underWay.computeIfAbsent(token, absent -> begin(token, requester, deadline)));
    return joined
        .outcome()
        .emitOn(context)
        .flatMap(
            outcome ->
                outcome instanceof Withheld
                        && !joined.requester().equals(requester)
                        && !deadline.isOver()
                    ? lookUp(token, requester, deadline)
                    : Uni.createFrom().item(outcome));
  }

  private UnderWay begin(DiscordToken token, Requester requester, Deadline deadline) {
    return new UnderWay(
        requester,
        Uncancelled.of(
                queue
                    .take(
                        requester,
                        () -> askUnlessRefused(token, requester, deadline),
                        pause -> new Withheld(pause, "Too many look-ups are ahead of this one"))
                    .onTermination()
                    .invoke(() -> underWay.remove(token)))
            .memoize()
            .indefinitely());
  }

  /** Looks only now whether it was refused: it may have been while this look-up waited. */
  private Uni<TokenCheck> askUnlessRefused(
      DiscordToken token, Requester requester, Deadline deadline) {
    return refused
        .lately(token)
        .flatMap(
            known ->
                known
                    .<Uni<TokenCheck>>map(Uni.createFrom()::item)
                    .orElseGet(
                        () ->
                            lookUp
                                .of(token, requester, deadline)
                                .call(outcome -> remember(token, outcome))));
  }

  private Uni<Void> remember(DiscordToken token, TokenCheck outcome) {
    if (outcome instanceof InvalidToken invalid) {
      return refused.add(token, invalid);
    }
    return outcome instanceof Valid ? refused.remove(token) : Uni.createFrom().voidItem();
  }
}
