package berth.discord;

import berth.discord.TokenCheck.RateLimited;
import berth.discord.TokenCheck.TimedOut;
import berth.discord.TokenCheck.Withheld;
import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordTimeouts;
import berth.discord.http.TooManyRequests;
import berth.discord.limit.InvalidRequestBudget;
import berth.discord.limit.Permit;
import berth.discord.limit.RateLimits;
import berth.log.LogLine;
import berth.time.Timeouts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Calls Discord within its rate limits. Waits for a limit and retries after a fault, as long as the
 * deadline allows it.
 */
@ApplicationScoped
class RetriedCalls {

  private static final int MAX_RETRIES = 2;
  private static final double JITTER = 0.5;

  /** Maximum number of 429 responses to one call: each of them brings a ban nearer. */
  private static final int MAX_LIMITED = 2;

  /**
   * Time for the statement that takes a permit. A call with less time left is withheld at once;
   * otherwise it would be reported as timed out, although no request was sent.
   */
  private static final Duration PERMIT_STATEMENT = Timeouts.SETTLED;

  /**
   * {@code Retry-After} when requests under way hold all permits: how long they take is unknown.
   */
  private static final Duration PAUSE_WHEN_TAKEN = Duration.ofSeconds(1);

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

  /** The result of a call. */
  sealed interface Result {

    /** Applies the function for this result. */
    <R> R fold(Function<Answered, R> answered, Function<Unanswered, R> unanswered);

    /** Discord sent a response that is neither a fault nor a 429. */
    record Answered(DiscordResponse response) implements Result {

      @Override
      public <R> R fold(Function<Answered, R> answered, Function<Unanswered, R> unanswered) {
        return answered.apply(this);
      }
    }

    /** There is no such response, so this is the outcome of the look-up. */
    record Unanswered(TokenCheck outcome) implements Result {

      @Override
      public <R> R fold(Function<Answered, R> answered, Function<Unanswered, R> unanswered) {
        return unanswered.apply(this);
      }
    }
  }

  /** Makes a call, with retries; fails as {@link GuardedCalls#send} does. */
  Uni<Result> send(DiscordCall call) {
    return Uni.createFrom()
        .deferred(() -> send(call, 0))
        .onFailure(DiscordFault.class)
        .retry()
        .withBackOff(timeouts.retry())
        .withJitter(JITTER)
        .atMost(MAX_RETRIES);
  }

  /**
   * Sends a request as soon as the rate limits allow it.
   *
   * @param limited how many 429 responses the call has got
   */
  private Uni<Result> send(DiscordCall call, int limited) {
    Duration pause = limits.pauseBefore(call.route(), call.token(), System.nanoTime());
    return pause.isZero()
        ? api.send(call)
            .flatMap(
                attempt ->
                    attempt.fold(
                        answered -> answered(call, answered.response(), limited),
                        tooLate -> Uni.createFrom().item(unanswered(new TimedOut())),
                        noPermit -> denied(call, noPermit.denied(), limited)))
        : later(call, pause, () -> send(call, limited));
  }

  private Uni<Result> answered(DiscordCall call, DiscordResponse response, int limited) {
    limits.learn(call.route(), call.token(), response, System.nanoTime());
    return response
        .limit()
        .map(limit -> limited(call, limit, limited + 1))
        .orElseGet(() -> Uni.createFrom().item(new Result.Answered(response)));
  }

  private Uni<Result> limited(DiscordCall call, TooManyRequests limit, int limited) {
    return switch (limit.scope()) {
      case CLOUDFLARE -> {
        LogLine.warn(
                LOG, "Berth pauses requests to Discord: the proxy in front of Discord refuses them")
            .with("pause", limit.pause())
            .write();
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
    return limited < MAX_LIMITED
        ? later(call, pause, () -> send(call, limited))
        : Uni.createFrom().item(unanswered(new RateLimited(pause)));
  }

  private Uni<Result> denied(DiscordCall call, Permit.Denied denied, int limited) {
    return switch (denied.reason()) {
      case GLOBAL -> later(call, denied.pause(), () -> send(call, limited));
      case TAKEN ->
          denied.pause().plus(PERMIT_STATEMENT).compareTo(call.deadline().left()) < 0
              ? later(call, denied.pause(), () -> send(call, limited))
              : withheld(PAUSE_WHEN_TAKEN, "Too many look-ups are under way");
      case CLOUDFLARE -> Uni.createFrom().item(refusedByProxy(denied.pause()));
      case SPENT -> withheld(denied.pause(), "Discord has refused too many of our requests lately");
      case SPENT_BY_SUBSCRIPTION ->
          withheld(
              denied.pause(), "Discord has refused too many requests for this subscription lately");
    };
  }

  private static Uni<Result> withheld(Duration pause, String reason) {
    return Uni.createFrom().item(unanswered(new Withheld(pause, reason)));
  }

  /** Continues after the pause; ends the call as rate-limited when the deadline is before that. */
  private static Uni<Result> later(
      DiscordCall call, Duration pause, Supplier<Uni<? extends Result>> next) {
    if (pause.compareTo(call.deadline().left()) >= 0) {
      return Uni.createFrom().item(unanswered(new RateLimited(pause)));
    }
    return Uni.createFrom().voidItem().onItem().delayIt().by(atLeastOne(pause)).chain(next);
  }

  /** A timer can't wait for less than one millisecond. */
  private static Duration atLeastOne(Duration pause) {
    return pause.toMillis() < 1 ? Duration.ofMillis(1) : pause;
  }

  private static Result unanswered(TokenCheck outcome) {
    return new Result.Unanswered(outcome);
  }

  private static Result refusedByProxy(Duration pause) {
    return unanswered(new Withheld(pause, "Discord's proxy refuses us for a while"));
  }
}
