package berth.discord;

import berth.context.Uncancelled;
import berth.database.Causes;
import berth.discord.TokenCheck.TimedOut;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.http.DiscordApi;
import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordTimeouts;
import berth.discord.http.ResponseReader;
import berth.discord.limit.InvalidRequestBudget;
import berth.discord.limit.Permit;
import berth.time.Deadline;
import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Sends one request to Discord, if the budget of invalid requests has a permit for it. While the
 * circuit breaker is open, only its probes are sent.
 */
@ApplicationScoped
class GuardedCalls {

  private static final Logger LOG = Logger.getLogger(GuardedCalls.class);

  private final DiscordApi api;
  private final CircuitBreakers breakers;
  private final InvalidRequestBudget budget;
  private final DiscordTimeouts timeouts;
  private final ResponseReader reader;

  GuardedCalls(
      @RestClient DiscordApi api,
      CircuitBreakers breakers,
      InvalidRequestBudget budget,
      DiscordTimeouts timeouts,
      @ConfigProperty(name = "berth.discord.bot-id") String botId) {
    this.api = api;
    this.breakers = breakers;
    this.budget = budget;
    this.timeouts = timeouts;
    this.reader = new ResponseReader(botId, timeouts.errorBody());
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
    Deadline deadline = Deadline.in(timeouts.response());
    return Uncancelled.of(
            api.get(call.route(), call.token().value())
                .flatMap(response -> reader.read(call.route(), response, deadline))
                .onFailure()
                .call(() -> budget.release(permit))
                .call(response -> settle(response, permit)))
        .ifNoItem()
        .after(timeouts.response())
        .failWith(TimeoutException::new)
        .onFailure()
        .transform(GuardedCalls::fault)
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

  private static DiscordFault fault(Throwable failure) {
    for (Throwable cause : Causes.of(failure).toList()) {
      if (cause instanceof DiscordFault known) {
        return known;
      }
      if (cause instanceof TimeoutException
          || cause instanceof SocketTimeoutException
          || cause instanceof ConnectTimeoutException) {
        return new DiscordFault(new TimedOut());
      }
    }
    // only the class: the message may quote the request, and so the token
    LOG.warnf("A request to Discord failed: %s", failure.getClass().getName());
    return new DiscordFault(new Unavailable("The connection to Discord failed"));
  }
}
