package berth.discord;

import berth.context.Uncancelled;
import berth.discord.TokenCheck.TimedOut;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordTimeouts;
import berth.discord.limit.InvalidRequestBudget;
import berth.discord.limit.Permit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Sends one request to Discord, if the budget of invalid requests has a permit for it. While the
 * circuit breaker is open, only its probes are sent.
 */
@ApplicationScoped
class GuardedCalls {

  private final DiscordRequests requests;
  private final CircuitBreakers breakers;
  private final InvalidRequestBudget budget;
  private final DiscordTimeouts timeouts;

  GuardedCalls(
      DiscordRequests requests,
      CircuitBreakers breakers,
      InvalidRequestBudget budget,
      DiscordTimeouts timeouts) {
    this.requests = requests;
    this.breakers = breakers;
    this.budget = budget;
    this.timeouts = timeouts;
  }

  /**
   * Sends a request once.
   *
   * @return fails with {@link DiscordFault}; with {@link CircuitBreakerOpenException} when the
   *     breaker is open and no request was sent; or with an exception of the database
   */
  Uni<CallAttempt> send(DiscordCall call) {
    return breakers.of(call).flatMap(breaker -> breaker.get(() -> sendIfPermitted(call)));
  }

  private Uni<CallAttempt> sendIfPermitted(DiscordCall call) {
    if (call.deadline().isOver()) {
      return Uni.createFrom().item(new CallAttempt.TooLate());
    }
    return budget
        .take(call.requester())
        .flatMap(
            permit ->
                permit.<Uni<CallAttempt>>fold(
                    granted -> send(call, granted),
                    denied -> Uni.createFrom().item(new CallAttempt.NoPermit(denied))));
  }

  /** A response that comes after the timeout is read and counted all the same. */
  private Uni<CallAttempt> send(DiscordCall call, Permit.Granted permit) {
    return Uncancelled.of(
            requests
                .send(call.route(), call.token())
                .onFailure()
                .call(() -> budget.release(permit))
                .call(response -> settle(response, permit)))
        .ifNoItem()
        .after(timeouts.response())
        .failWith(() -> new DiscordFault(new TimedOut()))
        .map(
            response -> {
              if (response.isFault()) {
                throw new DiscordFault(
                    new Unavailable("Discord answered with status " + response.status()));
              }
              return new CallAttempt.Answered(response);
            });
  }

  private Uni<Void> settle(DiscordResponse response, Permit.Granted permit) {
    return response.isInvalidRequest() ? budget.spend(permit) : budget.release(permit);
  }
}
