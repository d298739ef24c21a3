package berth.discord;

import berth.discord.http.DiscordResponse;
import berth.discord.limit.Permit;
import java.util.function.Function;

/** The result of one attempt to send a request to Discord. */
sealed interface CallAttempt {

  /** Applies the function for this result. */
  <R> R fold(
      Function<Answered, R> answered, Function<TooLate, R> tooLate, Function<NoPermit, R> noPermit);

  /** Discord sent a response that is not a fault. */
  record Answered(DiscordResponse response) implements CallAttempt {

    @Override
    public <R> R fold(
        Function<Answered, R> answered,
        Function<TooLate, R> tooLate,
        Function<NoPermit, R> noPermit) {
      return answered.apply(this);
    }
  }

  /** No request was sent: the caller's deadline is over. */
  record TooLate() implements CallAttempt {

    @Override
    public <R> R fold(
        Function<Answered, R> answered,
        Function<TooLate, R> tooLate,
        Function<NoPermit, R> noPermit) {
      return tooLate.apply(this);
    }
  }

  /** No request was sent: there was no permit. */
  record NoPermit(Permit.Denied denied) implements CallAttempt {

    @Override
    public <R> R fold(
        Function<Answered, R> answered,
        Function<TooLate, R> tooLate,
        Function<NoPermit, R> noPermit) {
      return noPermit.apply(this);
    }
  }
}
