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
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Looks a token up: whose it is, and then where its channel is. */
@ApplicationScoped
class LookUp {

  /** When to come back after those who are under way, about whom nothing is known. */
  static final Duration CROWD = Duration.ofSeconds(1);

  private final DiscordCalls calls;

  LookUp(DiscordCalls calls) {
    this.calls = calls;
  }

  /** Asks Discord, until the deadline; fails only when the database can't be reached. */
  Uni<DiscordOutcome> of(DiscordToken token, Asker asker, Deadline deadline) {
    return ask(
            new Call(DiscordRoute.USER, token, asker, deadline),
            user ->
                user.userId()
                    .map(id -> channel(new Call(DiscordRoute.CHANNELS, token, asker, deadline), id))
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
