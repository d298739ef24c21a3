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
 * Finds the user of a Discord token, and the user's channel with the Midjourney bot. Every failure
 * is an outcome as well, within 10 seconds. A look-up fails only when the database can't be
 * reached: without the database, no request goes to Discord.
 */
@ApplicationScoped
public class DiscordTokens {

  /** A look-up under way, which other requests for the same token may join. */
  private record RunningLookUp(Requester requester, Uni<TokenCheck> outcome) {}

  private final LookUpQueue queue;
  private final LookUp lookUp;
  private final RefusedTokens refused;
  private final DiscordTimeouts timeouts;

  /** Requests for the same token at the same time share one look-up. */
  private final Map<DiscordToken, RunningLookUp> running = new ConcurrentHashMap<>();

  DiscordTokens(LookUpQueue queue, LookUp lookUp, RefusedTokens refused, DiscordTimeouts timeouts) {
    this.queue = queue;
    this.lookUp = lookUp;
    this.refused = refused;
    this.timeouts = timeouts;
  }

  /** Looks up a token for a requester, which waits for the outcome. */
  public Uni<TokenCheck> lookUp(Requester requester, DiscordToken token) {
    return Uni.createFrom()
        .deferred(() -> lookUp(token, requester, Deadline.in(timeouts.lookUp())));
  }

  /**
   * Looks up a stored token for one of Berth's own checks, which do not send a token again that
   * Discord has refused.
   */
  public Uni<TokenCheck> lookUpStored(DiscordToken token) {
    return refused
        .contains(token)
        .flatMap(
            known ->
                known
                    ? Uni.createFrom().item(new InvalidToken(true))
                    : lookUp(Requester.BERTH, token));
  }

  /**
   * Joins the running look-up of the token, or begins one. A joined look-up may be withheld because
   * its requester has spent its share of the budget or has a long queue. That need not hold for
   * this requester, so it then looks the token up again.
   */
  Uni<TokenCheck> lookUp(DiscordToken token, Requester requester, Deadline deadline) {
    Executor context = CallerContext.current();
    RunningLookUp joined =
        Objects.requireNonNull(
            running.computeIfAbsent(token, absent -> begin(token, requester, deadline)));
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

  private RunningLookUp begin(DiscordToken token, Requester requester, Deadline deadline) {
    return new RunningLookUp(
        requester,
        Uncancelled.of(
                queue
                    .run(
                        requester,
                        () -> lookUpUnlessRefused(token, requester, deadline),
                        pause -> new Withheld(pause, "Too many look-ups are ahead of this one"))
                    .onTermination()
                    .invoke(() -> running.remove(token)))
            .memoize()
            .indefinitely());
  }

  /**
   * Reads only now, and not before it queued, whether Discord has refused the token: that may have
   * happened while this look-up was in the queue.
   */
  private Uni<TokenCheck> lookUpUnlessRefused(
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
