package berth.discord.limit;

import berth.context.CallerContext;
import berth.discord.http.DiscordTimeouts;
import berth.discord.limit.FairShareQueue.Admission;
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
public class LookUpQueue {

  /**
   * Each look-up asks Discord for one thing at a time, and reads the answer on a thread of its own,
   * a few kilobytes at a time. Discord's limits are for each user, so they allow any number; what
   * they don't allow is too many invalid requests, of which the budget may be a smaller bound.
   */
  private static final int MOST_PLACES = 64;

  /** After that somebody who waits is late: a timer of the same length must not be early. */
  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final FairShareQueue<Requester> queue;
  private final Duration longestWait;

  LookUpQueue(
      DiscordTimeouts timeouts,
      @ConfigProperty(name = "berth.discord.invalid-requests") int budget) {
    this.longestWait = timeouts.lookUp().minus(timeouts.answer());
    // half of them is one subscription's, which it has permits for
    int places = Math.min(MOST_PLACES, 2 * Requester.quarterOf(budget));
    this.queue = new FairShareQueue<>(places, longestWait, timeouts.lookUp());
  }

  /**
   * Does the work when its turn comes, where it was asked for.
   *
   * @param refused what to answer when the turn would come too late, and after which pause it would
   *     not
   */
  public <T> Uni<T> take(
      Requester requester, Supplier<Uni<T>> work, Function<Duration, T> refused) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor context = CallerContext.current();
              return admission(requester)
                  .emitOn(context)
                  .flatMap(
                      admission ->
                          admission instanceof Admission.Refused late
                              ? Uni.createFrom().item(refused.apply(late.pause()))
                              : run(requester, work));
            });
  }

  private Uni<Admission> admission(Requester requester) {
    CompletionStage<Admission> admission = queue.enter(requester, System.nanoTime());
    return told(admission)
        .ifNoItem()
        .after(longestWait.plus(A_MOMENT))
        .recoverWithUni(
            () -> {
              queue.refuseLate(System.nanoTime());
              return told(admission);
            });
  }

  private static Uni<Admission> told(CompletionStage<Admission> admission) {
    return Uni.createFrom()
        .emitter(emitter -> admission.whenComplete((what, impossible) -> emitter.complete(what)));
  }

  private <T> Uni<T> run(Requester requester, Supplier<Uni<T>> work) {
    long begin = System.nanoTime();
    return Uni.createFrom()
        .deferred(work::get)
        .onTermination()
        .invoke(
            () -> {
              long now = System.nanoTime();
              queue.leave(requester, now - begin, now);
            });
  }
}
