package berth.discord;

import berth.batch.Detached;
import berth.discord.DiscordOutcome.TimedOut;
import berth.discord.DiscordOutcome.Unavailable;
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
class GuardedApi {

  private static final Logger LOG = Logger.getLogger(GuardedApi.class);

  private final DiscordApi api;
  private final CircuitBreakers breakers;
  private final InvalidRequestBudget budget;
  private final Patience patience;
  private final AnswerReader reader;

  GuardedApi(
      @RestClient DiscordApi api,
      CircuitBreakers breakers,
      InvalidRequestBudget budget,
      Patience patience,
      @ConfigProperty(name = "berth.discord.bot-id") String botId) {
    this.api = api;
    this.breakers = breakers;
    this.budget = budget;
    this.patience = patience;
    this.reader = new AnswerReader(botId, patience.errorBody());
  }

  /**
   * Asks once.
   *
   * @return fails with {@link DiscordFault}; with {@link CircuitBreakerOpenException} when it was
   *     not asked; or with an exception of the database
   */
  Uni<Attempt> ask(Call call) {
    return breakers.of(call).flatMap(breaker -> breaker.get(() -> askClosed(call)));
  }

  private Uni<Attempt> askClosed(Call call) {
    if (call.deadline().isOver()) {
      return Uni.createFrom().item(new Attempt.TooLate());
    }
    return budget
        .take(call.asker())
        .flatMap(
            permit ->
                permit instanceof Permit.Granted granted
                    ? ask(call, granted)
                    : Uni.createFrom().item(new Attempt.Held((Permit.Denied) permit)));
  }

  /** An answer that comes too late for anybody is read and counted all the same. */
  private Uni<Attempt> ask(Call call, Permit.Granted permit) {
    Deadline deadline = Deadline.in(patience.answer());
    return Detached.of(
            api.get(call.route(), call.token().value())
                .flatMap(response -> reader.read(call.route(), response, deadline))
                .onFailure()
                .call(() -> budget.giveBack(permit))
                .call(answer -> settle(answer, permit)))
        .ifNoItem()
        .after(patience.answer())
        .failWith(TimeoutException::new)
        .onFailure()
        .transform(GuardedApi::fault)
        .map(
            answer -> {
              if (answer.isFault()) {
                throw new DiscordFault(
                    new Unavailable("Discord answered with status " + answer.status()));
              }
              return new Attempt.Answered(answer);
            });
  }

  private Uni<Void> settle(DiscordAnswer answer, Permit.Granted permit) {
    return answer.isInvalidRequest() ? budget.spend(permit) : budget.giveBack(permit);
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
