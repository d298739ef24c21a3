package berth.discord;

import berth.discord.TokenCheck.TimedOut;
import berth.discord.TokenCheck.Unavailable;
import berth.discord.TokenCheck.Withheld;
import berth.discord.http.DiscordResponse;
import berth.discord.http.DiscordRoute;
import berth.discord.limit.Requester;
import berth.secret.DiscordToken;
import berth.time.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Looks a token up: whose it is, and then where its channel is. */
@ApplicationScoped
class LookUp {

  /** When to come back after those who are under way, about whom nothing is known. */
  static final Duration CROWD = Duration.ofSeconds(1);

  private final RetriedCalls calls;

  LookUp(RetriedCalls calls) {
    this.calls = calls;
  }

  /** Asks Discord, until the deadline; fails only when the database can't be reached. */
  Uni<TokenCheck> of(DiscordToken token, Requester requester, Deadline deadline) {
    return ask(
            new DiscordCall(DiscordRoute.USER, token, requester, deadline),
            user ->
                user.userId()
                    .map(
                        id ->
                            channel(
                                new DiscordCall(DiscordRoute.CHANNELS, token, requester, deadline),
                                id))
                    .orElseGet(
                        () ->
                            Uni.createFrom()
                                .item(new Unavailable("Discord did not answer with a user"))))
        .ifNoItem()
        .after(deadline.left().plusMillis(1))
        .recoverWithItem(TimedOut::new)
        .onFailure(DiscordFault.class)
        .recoverWithItem(DiscordFault::outcome)
        .onFailure(CircuitBreakerOpenException.class)
        .recoverWithItem(new Withheld(CircuitBreakers.BREAK, "Discord is down"));
  }

  private Uni<TokenCheck> channel(DiscordCall call, String userId) {
    return ask(
        call, channels -> Uni.createFrom().item(ResponseMeaning.channelOf(userId, channels)));
  }

  private Uni<TokenCheck> ask(DiscordCall call, Function<DiscordResponse, Uni<TokenCheck>> on200) {
    return calls
        .ask(call)
        .flatMap(
            result -> {
              if (result instanceof RetriedCalls.Result.Answered answered) {
                return ResponseMeaning.refusal(answered.answer(), call.token())
                    .map(refusal -> Uni.createFrom().item(refusal))
                    .orElseGet(() -> on200.apply(answered.answer()));
              }
              return Uni.createFrom().item(((RetriedCalls.Result.Ended) result).outcome());
            });
  }
}
