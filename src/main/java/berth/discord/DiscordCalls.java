package berth.discord;

import berth.discord.DiscordOutcome.RateLimited;
import berth.discord.DiscordOutcome.TimedOut;
import berth.discord.DiscordOutcome.Withheld;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks Discord, as often as its limits allow and as it makes sense, until the deadline. */
@ApplicationScoped
class DiscordCalls {

  private static final int MOST_RETRIES = 2;
  private static final double JITTER = 0.5;

  /** Each of them brings the ban nearer. */
  private static final int MOST_LIMITS = 2;

  /** What the database may take to say whether there is a permit: who never asks must say so. */
  private static final Duration TIME_TO_ASK = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(DiscordCalls.class);

  private final RateLimits limits = new RateLimits();
  private final GuardedApi api;
  private final InvalidRequestBudget budget;
  private final Patience patience;

  DiscordCalls(GuardedApi api, InvalidRequestBudget budget, Patience patience) {
    this.api = api;
    this.budget = budget;
    this.patience = patience;
  }

  /** What came of it: an answer other than a 429, or the outcome when there is none. */
  sealed interface Result {

    record Answered(DiscordAnswer answer) implements Result {}

    record Ended(DiscordOutcome outcome) implements Result {}
  }

  /** Asks, again if need be; fails as {@link GuardedApi#ask} does. */
  Uni<Result> ask(Call call) {
    return Uni.createFrom()
        .deferred(() -> ask(call, 0))
        .onFailure(DiscordFault.class)
        .retry()
        .withBackOff(patience.retry())
        .withJitter(JITTER)
        .atMost(MOST_RETRIES);
  }

  /**
   * Asks when it may.
   *
   * @param limited how often it was told to come back later
   */
  private Uni<Result> ask(Call call, int limited) {
    Duration pause = limits.pauseBefore(call.route(), call.token(), System.nanoTime());
    return pause.isZero()
        ? api.ask(call).flatMap(attempt -> after(call, attempt, limited))
        : later(call, pause, () -> ask(call, limited));
  }

  private Uni<Result> after(Call call, Attempt attempt, int limited) {
    if (attempt instanceof Attempt.TooLate) {
      return Uni.createFrom().item(ended(new TimedOut()));
    }
    if (attempt instanceof Attempt.Held held) {
      return held(call, held.why(), limited);
    }
    DiscordAnswer answer = ((Attempt.Answered) attempt).answer();
    limits.learn(call.route(), call.token(), answer, System.nanoTime());
    return answer
        .limit()
        .map(limit -> limited(call, limit, limited + 1))
        .orElseGet(() -> Uni.createFrom().item(new Result.Answered(answer)));
  }

  private Uni<Result> limited(Call call, RateLimit limit, int limited) {
    return switch (limit.scope()) {
      case CLOUDFLARE -> {
        LOG.warnf("Nothing is asked of Discord for %s: its proxy refuses us", limit.pause());
        yield budget
            .pause(Permit.Reason.CLOUDFLARE, limit.pause())
            .replaceWith(refusedByProxy(limit.pause()));
      }
      case GLOBAL ->
          budget
              .pause(Permit.Reason.GLOBAL, limit.pause())
              .chain(() -> again(call, limit.pause(), limited));
      case USER, SHARED -> again(call, limit.pause(), limited);
    };
  }

  private Uni<Result> again(Call call, Duration pause, int limited) {
    return limited < MOST_LIMITS
        ? later(call, pause, () -> ask(call, limited))
        : Uni.createFrom().item(ended(new RateLimited(pause)));
  }

  private Uni<Result> held(Call call, Permit.Denied why, int limited) {
    return switch (why.reason()) {
      case GLOBAL -> later(call, why.pause(), () -> ask(call, limited));
      case TAKEN ->
          why.pause().plus(TIME_TO_ASK).compareTo(call.deadline().left()) < 0
              ? later(call, why.pause(), () -> ask(call, limited))
              : withheld(LookUp.CROWD, "Too many look-ups are under way");
      case CLOUDFLARE -> Uni.createFrom().item(refusedByProxy(why.pause()));
      case SPENT -> withheld(why.pause(), "Discord has refused too many of our requests lately");
      case SPENT_BY_SUBSCRIPTION ->
          withheld(
              why.pause(), "Discord has refused too many requests for this subscription lately");
    };
  }

  private static Uni<Result> withheld(Duration pause, String reason) {
    return Uni.createFrom().item(ended(new Withheld(pause, reason)));
  }

  /** After the pause, unless it is longer than the answer would be waited for. */
  private static Uni<Result> later(
      Call call, Duration pause, Supplier<Uni<? extends Result>> next) {
    if (pause.compareTo(call.deadline().left()) >= 0) {
      return Uni.createFrom().item(ended(new RateLimited(pause)));
    }
    return Uni.createFrom().voidItem().onItem().delayIt().by(atLeastOne(pause)).chain(next);
  }

  /** The least that a timer can wait, in milliseconds. */
  private static Duration atLeastOne(Duration pause) {
    return pause.toMillis() < 1 ? Duration.ofMillis(1) : pause;
  }

  private static Result ended(DiscordOutcome outcome) {
    return new Result.Ended(outcome);
  }

  private static Result refusedByProxy(Duration pause) {
    return ended(new Withheld(pause, "Discord's proxy refuses us for a while"));
  }
}
