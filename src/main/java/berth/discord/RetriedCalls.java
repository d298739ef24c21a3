package berth.discord;

import berth.discord.TokenCheck.RateLimited;
import berth.discord.TokenCheck.TimedOut;
import berth.discord.TokenCheck.Withheld;
import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordTimeouts;
import berth.discord.http.RateLimit;
import berth.discord.limit.InvalidRequestBudget;
import berth.discord.limit.Permit;
import berth.discord.limit.RateLimits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks Discord, as often as its limits allow and as it makes sense, until the deadline. */
@ApplicationScoped
class RetriedCalls {

  private static final int MOST_RETRIES = 2;
  private static final double JITTER = 0.5;

  /** Each of them brings the ban nearer. */
  private static final int MOST_LIMITS = 2;

  /** What the database may take to say whether there is a permit: who never asks must say so. */
  private static final Duration TIME_TO_ASK = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(RetriedCalls.class);

  private final RateLimits limits = new RateLimits();
  private final GuardedCalls api;
  private final InvalidRequestBudget budget;
  private final DiscordTimeouts timeouts;

  RetriedCalls(GuardedCalls api, InvalidRequestBudget budget, DiscordTimeouts timeouts) {
    this.api = api;
    this.budget = budget;
    this.timeouts = timeouts;
  }

  /** What came of it: an answer other than a 429, or the outcome when there is none. */
  sealed interface Result {

    record Answered(DiscordResponse answer) implements Result {}

    record Ended(TokenCheck outcome) implements Result {}
  }

  /** Asks, again if need be; fails as {@link GuardedCalls#ask} does. */
  Uni<Result> ask(DiscordCall call) {
    return Uni.createFrom()
        .deferred(() -> ask(call, 0))
        .onFailure(DiscordFault.class)
        .retry()
        .withBackOff(timeouts.retry())
        .withJitter(JITTER)
        .atMost(MOST_RETRIES);
  }

  /**
   * Asks when it may.
   *
   * @param limited how often it was told to come back later
   */
  private Uni<Result> ask(DiscordCall call, int limited) {
    Duration pause = limits.pauseBefore(call.route(), call.token(), System.nanoTime());
    return pause.isZero()
        ? api.ask(call).flatMap(attempt -> after(call, attempt, limited))
        : later(call, pause, () -> ask(call, limited));
  }

  private Uni<Result> after(DiscordCall call, CallAttempt attempt, int limited) {
    if (attempt instanceof CallAttempt.TooLate) {
      return Uni.createFrom().item(ended(new TimedOut()));
    }
    if (attempt instanceof CallAttempt.Held held) {
      return held(call, held.why(), limited);
    }
    DiscordResponse answer = ((CallAttempt.Answered) attempt).answer();
    limits.learn(call.route(), call.token(), answer, System.nanoTime());
    return answer
        .limit()
        .map(limit -> limited(call, limit, limited + 1))
        .orElseGet(() -> Uni.createFrom().item(new Result.Answered(answer)));
  }

  private Uni<Result> limited(DiscordCall call, RateLimit limit, int limited) {
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

  private Uni<Result> again(DiscordCall call, Duration pause, int limited) {
    return limited < MOST_LIMITS
        ? later(call, pause, () -> ask(call, limited))
        : Uni.createFrom().item(ended(new RateLimited(pause)));
  }

  private Uni<Result> held(DiscordCall call, Permit.Denied why, int limited) {
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
      DiscordCall call, Duration pause, Supplier<Uni<? extends Result>> next) {
    if (pause.compareTo(call.deadline().left()) >= 0) {
      return Uni.createFrom().item(ended(new RateLimited(pause)));
    }
    return Uni.createFrom().voidItem().onItem().delayIt().by(atLeastOne(pause)).chain(next);
  }

  /** The least that a timer can wait, in milliseconds. */
  private static Duration atLeastOne(Duration pause) {
    return pause.toMillis() < 1 ? Duration.ofMillis(1) : pause;
  }

  private static Result ended(TokenCheck outcome) {
    return new Result.Ended(outcome);
  }

  private static Result refusedByProxy(Duration pause) {
    return ended(new Withheld(pause, "Discord's proxy refuses us for a while"));
  }
}
