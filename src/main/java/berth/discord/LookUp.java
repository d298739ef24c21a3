package berth.discord;

import berth.discord.DiscordOutcome.TimedOut;
import berth.discord.DiscordOutcome.Unavailable;
import berth.discord.DiscordOutcome.Withheld;
import berth.secret.DiscordToken;
import berth.time.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Looks a token up: whose it is, and then where its channel is. */
@ApplicationScoped
class LookUp {

  private static final Duration CROWD = Duration.ofSeconds(1);

  private final DiscordCalls calls;
  private final Patience patience;

  LookUp(DiscordCalls calls, Patience patience) {
    this.calls = calls;
    this.patience = patience;
  }

  /** Asks Discord, for at most 10 seconds; fails only when the database can't be reached. */
  Uni<DiscordOutcome> of(DiscordToken token, Share share) {
    Deadline deadline = Deadline.in(patience.lookUp());
    return ask(
            new Call(DiscordRoute.USER, token, share, deadline),
            user ->
                user.userId()
                    .map(id -> channel(new Call(DiscordRoute.CHANNELS, token, share, deadline), id))
                    .orElseGet(
                        () ->
                            Uni.createFrom()
                                .item(new Unavailable("Discord did not answer with a user"))))
        .ifNoItem()
        .after(patience.lookUp())
        .recoverWithItem(TimedOut::new)
        .onFailure(DiscordFault.class)
        .recoverWithItem(DiscordFault::outcome)
        .onFailure(CircuitBreakerOpenException.class)
        .recoverWithItem(new Withheld(GuardedApi.BREAK, "Discord is down"))
        .onFailure(BulkheadException.class)
        .recoverWithItem(new Withheld(CROWD, "Too many wait for Discord"));
  }

  private Uni<DiscordOutcome> channel(Call call, String userId) {
    return ask(call, channels -> Uni.createFrom().item(channels.channelOf(userId)));
  }

  private Uni<DiscordOutcome> ask(Call call, Function<DiscordAnswer, Uni<DiscordOutcome>> on200) {
    return calls
        .ask(call)
        .flatMap(
            result -> {
              if (result instanceof DiscordCalls.Result.Answered answered) {
                return answered
                    .answer()
                    .refusal(call.token())
                    .map(refusal -> Uni.createFrom().item(refusal))
                    .orElseGet(() -> on200.apply(answered.answer()));
              }
              return Uni.createFrom().item(((DiscordCalls.Result.Ended) result).outcome());
            });
  }
}
