package berth.discord;

import berth.batch.AskersContext;
import berth.discord.TurnQueue.Turn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whose look-up is next at this pod: not all are made at once. */
@ApplicationScoped
class Turns {

  /**
   * Each look-up asks Discord for one thing at a time, and reads the answer on a thread of its own,
   * a few kilobytes at a time. Discord's limits are for each user, so they allow any number; what
   * they don't allow is too many invalid requests, of which the budget may be a smaller bound.
   */
  private static final int MOST_PLACES = 64;

  /** After that somebody who waits is late: a timer of the same length must not be early. */
  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final TurnQueue<Asker> queue;
  private final Duration longestWait;

  Turns(Patience patience, @ConfigProperty(name = "berth.discord.invalid-requests") int budget) {
    this.longestWait = patience.lookUp().minus(patience.answer());
    // half of them is one subscription's, which it has permits for
    int places = Math.min(MOST_PLACES, 2 * Asker.quarterOf(budget));
    this.queue = new TurnQueue<>(places, longestWait, patience.lookUp());
  }

  /**
   * Does the work when its turn comes, where it was asked for.
   *
   * @param refused what to answer when the turn would come too late, and after which pause it would
   *     not
   */
  <T> Uni<T> take(Asker asker, Supplier<Uni<T>> work, Function<Duration, T> refused) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor context = AskersContext.current();
              return turn(asker)
                  .emitOn(context)
                  .flatMap(
                      turn ->
                          turn instanceof Turn.Refused late
                              ? Uni.createFrom().item(refused.apply(late.pause()))
                              : run(asker, work));
            });
  }

  private Uni<Turn> turn(Asker asker) {
    CompletionStage<Turn> turn = queue.enter(asker, System.nanoTime());
    return told(turn)
        .ifNoItem()
        .after(longestWait.plus(A_MOMENT))
        .recoverWithUni(
            () -> {
              queue.refuseLate(System.nanoTime());
              return told(turn);
            });
  }

  private static Uni<Turn> told(CompletionStage<Turn> turn) {
    return Uni.createFrom()
        .emitter(emitter -> turn.whenComplete((what, impossible) -> emitter.complete(what)));
  }

  private <T> Uni<T> run(Asker asker, Supplier<Uni<T>> work) {
    long begin = System.nanoTime();
    return Uni.createFrom()
        .deferred(work::get)
        .onTermination()
        .invoke(
            () -> {
              long now = System.nanoTime();
              queue.leave(asker, now - begin, now);
            });
  }
}
