package berth.discord.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Bounds how many pieces of work run at once, and shares the places among the owners of work. The
 * owner with the fewest running pieces goes first. It may start another piece only while fewer of
 * its pieces run than places are free. So an owner that is alone gets half of the places, several
 * owners get equal shares, and a place is left for an owner that comes later. Slow work delays only
 * work of the same owner.
 *
 * <p>Work that would start too late is refused as soon as that is known. Times are those of {@link
 * System#nanoTime}.
 *
 * @param <O> the owner of work
 */
final class FairShareQueue<O> {

  /** Whether work may run. */
  sealed interface Admission {

    /** Applies the function for this case. */
    <R> R fold(Function<Admitted, R> admitted, Function<Refused, R> refused);

    /** The work may run; {@link FairShareQueue#leave} must follow it. */
    record Admitted() implements Admission {

      @Override
      public <R> R fold(Function<Admitted, R> admitted, Function<Refused, R> refused) {
        return admitted.apply(this);
      }
    }

    /**
     * The work would start too late.
     *
     * @param pause after which the work that is queued now will be done
     */
    record Refused(Duration pause) implements Admission {

      @Override
      public <R> R fold(Function<Admitted, R> admitted, Function<Refused, R> refused) {
        return refused.apply(this);
      }
    }
  }

  /** The time that a piece of work is assumed to take before one was measured. */
  private static final Duration FIRST_ESTIMATE = Duration.ofSeconds(1);

  /** Bounds the length of the queue, which follows from the estimate. Discord is never quicker. */
  private static final Duration MIN_ESTIMATE = Duration.ofMillis(200);

  /** Each measured time changes the estimate by an eighth of the difference. */
  private static final int WEIGHT = 8;

  /** A piece of work in the queue, and since when. */
  private record Waiting(long since, CompletableFuture<Admission> admission) {}

  /** The work of one owner. */
  private static final class OwnerQueue {

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int running;

    /** The estimate of how many nanoseconds a piece of work takes. */
    private long nanos = FIRST_ESTIMATE.toNanos();

    boolean isIdle() {
      return running == 0 && waiting.isEmpty();
    }

    void learn(long took) {
      nanos = Math.max(MIN_ESTIMATE.toNanos(), nanos + (took - nanos) / WEIGHT);
    }
  }

  private final int places;
  private final Duration maxWait;
  private final Duration maxWaitAndWork;

  /**
   * Round-robin: an owner moves to the end when a piece of its work starts. The order decides
   * between owners with equally many running pieces.
   */
  private final Map<O, OwnerQueue> queues = new LinkedHashMap<>();

  private int running;

  /**
   * Creates an empty queue.
   *
   * @param places how many pieces of work may run at once, at least 2
   * @param maxWait how long work may wait in the queue
   * @param maxWaitAndWork how long work may wait and run together
   */
  FairShareQueue(int places, Duration maxWait, Duration maxWaitAndWork) {
    this.places = places;
    this.maxWait = maxWait;
    this.maxWaitAndWork = maxWaitAndWork;
  }

  /** Queues a piece of work. The result completes on whichever thread decides it. */
  CompletionStage<Admission> enter(O owner, long now) {
    CompletableFuture<Admission> admission = new CompletableFuture<>();
    change(
        now,
        () ->
            queues
                .computeIfAbsent(owner, absent -> new OwnerQueue())
                .waiting
                .addLast(new Waiting(now, admission)));
    return admission;
  }

  /**
   * Frees the place of a piece of work that has ended.
   *
   * @param took how many nanoseconds it took
   */
  void leave(O owner, long took, long now) {
    change(
        now,
        () -> {
          OwnerQueue owned = queues.get(owner);
          if (owned != null) {
            owned.running--;
            owned.learn(took);
            running--;
          }
        });
  }

  /** Refuses work that has waited for too long. */
  void refuseLate(long now) {
    change(now, () -> {});
  }

  /**
   * Completes admissions only after the lock was released, since code that runs on completion may
   * change the queue again.
   */
  private void change(long now, Runnable step) {
    List<Runnable> completions = new ArrayList<>();
    synchronized (this) {
      step.run();
      queues.values().forEach(owned -> refuseLate(owned, now, completions));
      admit(completions);
      queues.values().removeIf(OwnerQueue::isIdle);
      queues.values().forEach(owned -> refuseExcess(owned, now, completions));
    }
    completions.forEach(Runnable::run);
  }

  private void admit(List<Runnable> completions) {
    for (Optional<O> next = next(); next.isPresent(); next = next()) {
      OwnerQueue owned = queues.remove(next.get());
      queues.put(next.get(), owned);
      owned.running++;
      running++;
      CompletableFuture<Admission> admission = owned.waiting.removeFirst().admission();
      completions.add(() -> admission.complete(new Admission.Admitted()));
    }
  }

  private Optional<O> next() {
    return queues.entrySet().stream()
        .filter(entry -> !entry.getValue().waiting.isEmpty())
        .filter(entry -> entry.getValue().running < places - running)
        .min(Comparator.comparingInt(entry -> entry.getValue().running))
        .map(Map.Entry::getKey);
  }

  private void refuseLate(OwnerQueue owned, long now, List<Runnable> completions) {
    while (!owned.waiting.isEmpty()
        && now - owned.waiting.getFirst().since() >= maxWait.toNanos()) {
      refuse(owned, owned.waiting.removeFirst(), completions);
    }
  }

  /**
   * Refuses work that would start or end too late, from the end of the queue: the work before it
   * can still be done in time.
   */
  private void refuseExcess(OwnerQueue owned, long now, List<Runnable> completions) {
    long longest = Math.min(maxWait.toNanos(), maxWaitAndWork.toNanos() - owned.nanos);
    while (!owned.waiting.isEmpty()
        && now - owned.waiting.getLast().since() + wait(owned) > longest) {
      refuse(owned, owned.waiting.removeLast(), completions);
    }
  }

  private void refuse(OwnerQueue owned, Waiting refused, List<Runnable> completions) {
    Duration pause = Duration.ofNanos(wait(owned) + owned.nanos / atOnce());
    completions.add(() -> refused.admission().complete(new Admission.Refused(pause)));
  }

  /** How many nanoseconds it takes until all queued work of the owner has started. */
  private long wait(OwnerQueue owned) {
    return owned.waiting.size() * owned.nanos / atOnce();
  }

  /** How many pieces of one owner run at once while all owners have queued work. */
  private int atOnce() {
    return Math.max(1, places / (queues.size() + 1));
  }
}
