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

/**
 * Lets so many pieces of work run at once, and whoever has fewest of them goes first. An owner may
 * begin another while fewer of his run than there are places free: alone he gets half of the
 * places, with others his part of them, and one is left for whoever comes new. So work that is slow
 * holds up only that of its owner.
 *
 * <p>A turn that would come too late is refused, as soon as that is known. Times are those of
 * {@link System#nanoTime}.
 *
 * @param <O> who owns the work
 */
final class FairShareQueue<O> {

  /** What came of queueing. */
  sealed interface Admission {

    /** The work may be done; whoever does it has to leave afterwards. */
    record Admitted() implements Admission {}

    /**
     * It would come too late.
     *
     * @param pause after which those that are ahead now will be done
     */
    record Refused(Duration pause) implements Admission {}
  }

  /** How long work takes, as long as nothing is known: it is soon. */
  private static final Duration FIRST_GUESS = Duration.ofSeconds(1);

  /** Discord is never quicker, and the line is no longer than what can be done by then. */
  private static final Duration LEAST_GUESS = Duration.ofMillis(200);

  /** How long one takes is learned in eighths of what the newest took. */
  private static final int WEIGHT = 8;

  /** Who waits for a turn, and since when. */
  private record Waiting(long since, CompletableFuture<Admission> admission) {}

  /** What there is of one owner. */
  private static final class OwnerQueue {

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int running;
    private long nanos = FIRST_GUESS.toNanos();

    boolean isIdle() {
      return running == 0 && waiting.isEmpty();
    }

    void learn(long took) {
      nanos = Math.max(LEAST_GUESS.toNanos(), nanos + (took - nanos) / WEIGHT);
    }
  }

  private final int places;
  private final Duration longestWait;
  private final Duration inAll;

  /** In the order of whose turn it is among those of whom as many run. */
  private final Map<O, OwnerQueue> queues = new LinkedHashMap<>();

  private int running;

  /**
   * Makes one.
   *
   * @param places how many pieces of work may run at once, at least 2
   * @param longestWait after which the turn of one comes too late
   * @param inAll how long one may wait and run
   */
  FairShareQueue(int places, Duration longestWait, Duration inAll) {
    this.places = places;
    this.longestWait = longestWait;
    this.inAll = inAll;
  }

  /** Queues; what came of it is told on the thread that knows it. */
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
   * Gives back the place of an owner.
   *
   * @param took how many nanoseconds the work did
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

  /** Refuses those who have waited for too long. */
  void refuseLate(long now) {
    change(now, () -> {});
  }

  /** Nobody is told anything under the lock, for whoever hears it may come back at once. */
  private void change(long now, Runnable step) {
    List<Runnable> told = new ArrayList<>();
    synchronized (this) {
      step.run();
      queues.values().forEach(owned -> refuseLate(owned, now, told));
      begin(told);
      queues.values().removeIf(OwnerQueue::isIdle);
      queues.values().forEach(owned -> refuseHopeless(owned, now, told));
    }
    told.forEach(Runnable::run);
  }

  private void begin(List<Runnable> told) {
    for (Optional<O> next = next(); next.isPresent(); next = next()) {
      OwnerQueue owned = queues.remove(next.get());
      queues.put(next.get(), owned);
      owned.running++;
      running++;
      CompletableFuture<Admission> admission = owned.waiting.removeFirst().admission();
      told.add(() -> admission.complete(new Admission.Admitted()));
    }
  }

  private Optional<O> next() {
    return queues.entrySet().stream()
        .filter(entry -> !entry.getValue().waiting.isEmpty())
        .filter(entry -> entry.getValue().running < places - running)
        .min(Comparator.comparingInt(entry -> entry.getValue().running))
        .map(Map.Entry::getKey);
  }

  private void refuseLate(OwnerQueue owned, long now, List<Runnable> told) {
    while (!owned.waiting.isEmpty()
        && now - owned.waiting.getFirst().since() >= longestWait.toNanos()) {
      refuse(owned, owned.waiting.removeFirst(), told);
    }
  }

  /** From the end, for those in front can still be served when these are gone. */
  private void refuseHopeless(OwnerQueue owned, long now, List<Runnable> told) {
    long longest = Math.min(longestWait.toNanos(), inAll.toNanos() - owned.nanos);
    while (!owned.waiting.isEmpty()
        && now - owned.waiting.getLast().since() + wait(owned) > longest) {
      refuse(owned, owned.waiting.removeLast(), told);
    }
  }

  private void refuse(OwnerQueue owned, Waiting refused, List<Runnable> told) {
    Duration pause = Duration.ofNanos(wait(owned) + owned.nanos / atOnce());
    told.add(() -> refused.admission().complete(new Admission.Refused(pause)));
  }

  /** How many nanoseconds it takes until all who wait in the line have begun. */
  private long wait(OwnerQueue owned) {
    return owned.waiting.size() * owned.nanos / atOnce();
  }

  /** How many of one owner run at once, when all who are there have many. */
  private int atOnce() {
    return Math.max(1, places / (queues.size() + 1));
  }
}
