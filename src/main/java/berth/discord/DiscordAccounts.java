package berth.discord;

import berth.discord.DiscordOutcome.TimedOut;
import berth.discord.DiscordOutcome.Unavailable;
import berth.secret.DiscordToken;
import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out whom a Discord token belongs to and where its channel with the Midjourney bot is. */
@ApplicationScoped
public class DiscordAccounts {

  /** For both calls together: as long as a caller of ours will sit through. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger(DiscordAccounts.class);

  private final DiscordApi api;
  private final String botId;

  DiscordAccounts(
      @RestClient DiscordApi api, @ConfigProperty(name = "berth.discord.bot-id") String botId) {
    this.api = api;
    this.botId = botId;
  }

  /** Asks Discord, for at most 10 seconds. Never fails: what goes wrong is an outcome as well. */
  public Uni<DiscordOutcome> lookUp(DiscordToken token) {
    return call(token, api.user(token.value()), user -> channelOf(user, token))
        .ifNoItem()
        .after(DEADLINE)
        .recoverWithItem(TimedOut::new)
        .onFailure()
        .recoverWithItem(DiscordAccounts::outcomeOf);
  }

  /** The same for a token of ours, which is not sent again when Discord has refused it. */
  public Uni<DiscordOutcome> lookUpStored(DiscordToken token) {
    return lookUp(token);
  }

  private Uni<DiscordOutcome> channelOf(DiscordAnswer user, DiscordToken token) {
    return user.userId()
        .map(
            userId ->
                call(
                    token,
                    api.channels(token.value()),
                    channels -> Uni.createFrom().item(channels.channelWith(botId, userId))))
        .orElseGet(
            () -> Uni.createFrom().item(new Unavailable("Discord did not answer with a user")));
  }

  private static Uni<DiscordOutcome> call(
      DiscordToken token, Uni<Response> call, Function<DiscordAnswer, Uni<DiscordOutcome>> on200) {
    return call.map(DiscordAccounts::read)
        .flatMap(
            answer ->
                answer
                    .refusal(token)
                    .map(refusal -> Uni.createFrom().item(refusal))
                    .orElseGet(() -> on200.apply(answer)));
  }

  private static DiscordAnswer read(Response response) {
    try (response) {
      byte[] body = response.hasEntity() ? response.readEntity(byte[].class) : new byte[0];
      return new DiscordAnswer(
          response.getStatus(), response.getHeaderString(HttpHeaders.RETRY_AFTER), body);
    }
  }

  private static DiscordOutcome outcomeOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = nextCause(cause)) {
      if (cause instanceof TimeoutException || cause instanceof ConnectTimeoutException) {
        return new TimedOut();
      }
    }
    // the class alone: what a message quotes of the request is unknown
    LOG.warnf("Discord could not be asked: %s", failure.getClass().getName());
    return new Unavailable("The connection to Discord failed");
  }

  private static @Nullable Throwable nextCause(Throwable failure) {
    return failure.getCause() == failure ? null : failure.getCause();
  }
}
