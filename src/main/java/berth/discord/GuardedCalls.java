package berth.discord;

import berth.context.Uncancelled;
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
import org.jspecify.annotations.Nullable;

/**
 * Asks Discord once: if the budget allows it, and hardly ever while its circuit breaker is open.
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
   * Asks once.
   *
   * @return fails with {@link DiscordFault}; with {@link CircuitBreakerOpenException} when it was
   *     not asked; or with an exception of the database
   */
  Uni<CallAttempt> ask(DiscordCall call) {
    return breakers.of(call).flatMap(breaker -> breaker.get(() -> askClosed(call)));
  }

  private Uni<CallAttempt> askClosed(DiscordCall call) {
    if (call.deadline().isOver()) {
      return Uni.createFrom().item(new CallAttempt.TooLate());
    }
    return budget
        .take(call.requester())
        .flatMap(
            permit ->
                permit instanceof Permit.Granted granted
                    ? ask(call, granted)
                    : Uni.createFrom().item(new CallAttempt.Held((Permit.Denied) permit)));
  }

  /** An answer that comes too late for anybody is read and counted all the same. */
  private Uni<CallAttempt> ask(DiscordCall call, Permit.Granted permit) {
    Deadline deadline = Deadline.in(timeouts.answer());
    return Uncancelled.of(
            api.get(call.route(), call.token().value())
                .flatMap(response -> reader.read(call.route(), response, deadline))
                .onFailure()
                .call(() -> budget.release(permit))
                .call(answer -> settle(answer, permit)))
        .ifNoItem()
        .after(timeouts.answer())
        .failWith(TimeoutException::new)
        .onFailure()
        .transform(GuardedCalls::fault)
        .map(
            answer -> {
              if (answer.isFault()) {
                throw new DiscordFault(
                    new Unavailable("Discord answered with status " + answer.status()));
              }
              return new CallAttempt.Answered(answer);
            });
  }

  private Uni<Void> settle(DiscordResponse answer, Permit.Granted permit) {
    return answer.isInvalidRequest() ? budget.spend(permit) : budget.release(permit);
  }

  private static DiscordFault fault(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = nextCause(cause)) {
      if (cause instanceof DiscordFault known) {
        return known;
      }
      if (cause instanceof TimeoutException
          || cause instanceof SocketTimeoutException
          || cause instanceof ConnectTimeoutException) {
        return new DiscordFault(new TimedOut());
      }
    }
    // the class alone: what a message quotes of the request is unknown
    LOG.warnf("Discord could not be asked: %s", failure.getClass().getName());
    return new DiscordFault(new Unavailable("The connection to Discord failed"));
  }

  private static @Nullable Throwable nextCause(Throwable failure) {
    return failure.getCause() == failure ? null : failure.getCause();
  }
}
