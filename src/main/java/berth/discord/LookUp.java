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
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Looks up a token with two calls: the first finds its user, the second the user's channel. */
@ApplicationScoped
class LookUp {

  private final RetriedCalls calls;

  LookUp(RetriedCalls calls) {
    this.calls = calls;
  }

  /** Calls Discord, until the deadline; fails only when the database can't be reached. */
  Uni<TokenCheck> of(DiscordToken token, Requester requester, Deadline deadline) {
    return call(
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
    return call(
        call, channels -> Uni.createFrom().item(ResponseMeaning.channelOf(userId, channels)));
  }

  private Uni<TokenCheck> call(DiscordCall call, Function<DiscordResponse, Uni<TokenCheck>> on200) {
    return calls
        .send(call)
        .flatMap(
            result ->
                result.<Uni<TokenCheck>>fold(
                    answered ->
                        ResponseMeaning.refusal(answered.response(), call.token())
                            .map(refusal -> Uni.createFrom().item(refusal))
                            .orElseGet(() -> on200.apply(answered.response())),
                    unanswered -> Uni.createFrom().item(unanswered.outcome())));
  }
}
