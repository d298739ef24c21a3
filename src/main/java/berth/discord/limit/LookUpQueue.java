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

/** Bounds how many look-ups of this pod run at once, and queues the others. */
@ApplicationScoped
public class LookUpQueue {

  /**
   * Maximum number of look-ups at once. A look-up has one request under way at a time, and reads
   * its response on a thread of its own, a few kilobytes at a time. Discord's rate limits are for
   * each user and so don't bound the number of look-ups. Its limit of invalid requests does, and
   * the budget may be a smaller bound than this.
   */
  private static final int MAX_PLACES = 64;

  /** Added to the timer for late work, which must not fire before the work is late. */
  private static final Duration MARGIN = Duration.ofMillis(1);

  private final FairShareQueue<Requester> queue;
  private final Duration maxWait;

  LookUpQueue(
      DiscordTimeouts timeouts,
      @ConfigProperty(name = "berth.discord.invalid-requests") int budget) {
    this.maxWait = timeouts.lookUp().minus(timeouts.response());
    // one subscription gets at most half of the places, and has a permit for each of them
    int places = Math.min(MAX_PLACES, 2 * Requester.quarterOf(budget));
    this.queue = new FairShareQueue<>(places, maxWait, timeouts.lookUp());
  }

  /**
   * Runs the work when the queue admits it, on the context of the caller.
   *
   * @param refused makes the result when the work would start too late; its argument is the pause
   *     after which it would not
   */
  public <T> Uni<T> run(Requester requester, Supplier<Uni<T>> work, Function<Duration, T> refused) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor context = CallerContext.current();
              return admission(requester)
                  .emitOn(context)
                  .flatMap(
                      admission ->
                          admission.<Uni<T>>fold(
                              admitted -> runAdmitted(requester, work),
                              late -> Uni.createFrom().item(refused.apply(late.pause()))));
            });
  }

  private Uni<Admission> admission(Requester requester) {
    CompletionStage<Admission> admission = queue.enter(requester, System.nanoTime());
    return toUni(admission)
        .ifNoItem()
        .after(maxWait.plus(MARGIN))
        .recoverWithUni(
            () -> {
              queue.refuseLate(System.nanoTime());
              return toUni(admission);
            });
  }

  private static Uni<Admission> toUni(CompletionStage<Admission> admission) {
    return Uni.createFrom()
        .emitter(
            emitter -> admission.whenComplete((result, impossible) -> emitter.complete(result)));
  }

  private <T> Uni<T> runAdmitted(Requester requester, Supplier<Uni<T>> work) {
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
