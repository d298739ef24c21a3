package berth.discord;

import berth.database.Causes;
import berth.discord.TokenCheck.TimedOut;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.http.DiscordApi;
import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordRoute;
import berth.discord.http.DiscordTimeouts;
import berth.discord.http.ResponseReader;
import berth.log.LogLine;
import berth.secret.DiscordToken;
import berth.time.Deadline;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ConnectTimeoutException;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Sends single requests to Discord, reads the responses, and measures both. */
@Startup // so that its metrics are there from the start
@ApplicationScoped
class DiscordRequests {

  private static final Logger LOG = Logger.getLogger(DiscordRequests.class);

  private final DiscordApi api;
  private final DiscordTimeouts timeouts;
  private final ResponseReader reader;
  private final DiscordMetrics metrics;

  DiscordRequests(
      @RestClient DiscordApi api,
      DiscordTimeouts timeouts,
      @ConfigProperty(name = "berth.discord.bot-id") String botId,
      MeterRegistry meters) {
    this.api = api;
    this.timeouts = timeouts;
    this.reader = new ResponseReader(botId, timeouts.errorBody());
    this.metrics = new DiscordMetrics(meters);
  }

  /**
   * Sends a request.
   *
   * @return a response of any status; fails with {@link DiscordFault} when there is none
   */
  Uni<DiscordResponse> send(DiscordRoute route, DiscordToken token) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long sent = System.nanoTime();
              Deadline deadline = Deadline.in(timeouts.response());
              return api.get(route, token.value())
                  .flatMap(response -> reader.read(route, response, deadline))
                  .invoke(response -> count(route, DiscordMetrics.Outcome.of(response), sent))
                  .onFailure()
                  .transform(failure -> fault(route, failure, sent));
            });
  }

  private DiscordFault fault(DiscordRoute route, Throwable failure, long sent) {
    if (Causes.of(failure).anyMatch(DiscordRequests::isTimeout)) {
      count(route, DiscordMetrics.Outcome.TIMEOUT, sent);
      return new DiscordFault(new TimedOut());
    }
    count(route, DiscordMetrics.Outcome.UNREACHABLE, sent);
    // only the class: the message may quote the request, and so the token
    LogLine.warn(LOG, "A request to Discord failed")
        .with("call", route)
        .with("failure", failure.getClass().getName())
        .write();
    return new DiscordFault(new Unavailable("The connection to Discord failed"));
  }

  private static boolean isTimeout(Throwable cause) {
    return cause instanceof TimeoutException
        || cause instanceof SocketTimeoutException
        || cause instanceof ConnectTimeoutException;
  }

  private void count(DiscordRoute route, DiscordMetrics.Outcome outcome, long sent) {
    metrics.count(route, outcome, Duration.ofNanos(System.nanoTime() - sent));
  }
}
