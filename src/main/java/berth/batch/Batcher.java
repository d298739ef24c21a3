package berth.batch;

import berth.problem.OverloadedException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Group commit: what is asked while a statement is under way goes out together in the next one.
 * There is no timer, so nobody waits when nothing is under way, and the more is asked the larger
 * the batches get. There is one statement at a time, for two would get in each other's way.
 *
 * <p>Askers take turns: whoever asks much waits behind himself, and for nobody else does it take
 * longer.
 *
 * <p>Who fails or hangs up takes no neighbour along: a batch that fails by the fault of one
 * question is asked again one by one, and an answer that nobody waits for any more goes to who can
 * undo it.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Batcher<Q, A> {

  /** So short a statement has held nobody up. */
  private static final long SHORT_NANOS = Duration.ofMillis(50).toNanos();

  /**
   * How much at a time.
   *
   * @param queued how many may wait for the next statement
   * @param queuedByOne how many of these may be those of one asker
   * @param batch how many go out in one statement
   */
  public record Limits(int queued, int queuedByOne, int batch) {}

  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Function<List<Q>, Uni<List<A>>> statement;
  private final Predicate<Throwable> oneQuestionsFault;
  private final BiConsumer<Q, A> undelivered;

  private final FairQueue<Asked> queue;
  private boolean underWay;

  /**
   * Makes one with nothing under way.
   *
   * @param statement answers a batch, in its order
   * @param oneQuestionsFault whether a batch failed because of what was asked, and nothing of it
   *     was done, so that the others may do better alone
   * @param undelivered is handed what was asked and answered when its asker has hung up
   * @param nanoTime like {@link System#nanoTime}
   */
  public Batcher(
      Limits limits,
      Function<List<Q>, Uni<List<A>>> statement,
      Predicate<Throwable> oneQuestionsFault,
      BiConsumer<Q, A> undelivered,
      LongSupplier nanoTime) {
    this.limits = limits;
    this.queue = new FairQueue<>(limits.queued(), limits.queuedByOne());
    this.nanoTime = nanoTime;
    this.statement = statement;
    this.oneQuestionsFault = oneQuestionsFault;
    this.undelivered = undelivered;
  }

  /**
   * Asks in the next statement.
   *
   * @param asker who takes turns with others, such as a subscription
   * @param here where the asker wants the answer: other askers' questions share the statement
   * @return the answer; fails with {@link OverloadedException} when too many wait already
   */
  public Uni<A> ask(Object asker, Q question, Executor here) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Asked asked = new Asked(question, here, emitter);
              if (enqueue(asker, asked)) {
                emitter.onTermination(asked::hangUp);
                // Not at once: those who were answered together often ask together, one after the
                // other on one event loop.
                here.execute(this::sendNext);
              } else {
                emitter.fail(new OverloadedException());
              }
            });
  }

  private synchronized boolean enqueue(Object asker, Asked asked) {
    return queue.offer(asker, asked);
  }

  private void sendNext() {
    List<Asked> batch = nextBatch();
    long sent = nanoTime.getAsLong();
    if (!batch.isEmpty()) {
      together(batch)
          .onFailure(failure -> batch.size() > 1 && oneQuestionsFault.test(failure))
          .recoverWithUni(() -> oneByOne(batch))
          .onFailure()
          .invoke(failure -> fail(batch, failure, sent))
          .onFailure()
          .recoverWithNull()
          .subscribe()
          .with(done -> finish());
    }
  }

  /**
   * Who has waited behind a statement that failed after a long time has waited long enough: the
   * next would most likely take as long to fail. Not when it failed by its own question's fault.
   */
  private void fail(List<Asked> batch, Throwable failure, long sent) {
    batch.forEach(asked -> asked.fail(failure));
    if (nanoTime.getAsLong() - sent > SHORT_NANOS && !oneQuestionsFault.test(failure)) {
      drain().forEach(asked -> asked.fail(failure));
    }
  }

  private synchronized List<Asked> nextBatch() {
    List<Asked> batch = new ArrayList<>();
    if (!underWay) {
      take(batch, limits.batch());
    }
    underWay |= !batch.isEmpty();
    return batch;
  }

  private synchronized List<Asked> drain() {
    List<Asked> all = new ArrayList<>();
    take(all, Integer.MAX_VALUE);
    return all;
  }

  /** Moves so many there, but for those whose askers have hung up. */
  private void take(List<Asked> there, int most) {
    while (there.size() < most) {
      Asked next = queue.poll();
      if (next == null) {
        return;
      }
      if (!next.settled.get()) {
        there.add(next);
      }
    }
  }

  private void finish() {
    synchronized (this) {
      underWay = false;
    }
    sendNext();
  }

  private Uni<Void> together(List<Asked> batch) {
    return Uni.createFrom()
        .deferred(() -> statement.apply(batch.stream().map(asked -> asked.question).toList()))
        .invoke(
            answers -> {
              for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer(answers.get(i));
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> oneByOne(List<Asked> batch) {
    return Multi.createFrom()
        .iterable(batch)
        .onItem()
        .transformToUniAndConcatenate(
            asked ->
                together(List.of(asked))
                    .onFailure()
                    .invoke(asked::fail)
                    .onFailure()
                    .recoverWithNull())
        .collect()
        .last();
  }

  /**
   * A question and who asked it. It is settled once: by its answer, or because its asker hung up.
   */
  private final class Asked {

    private final Q question;
    private final Executor here;
    private final UniEmitter<? super A> emitter;
    private final AtomicBoolean settled = new AtomicBoolean();

    Asked(Q question, Executor here, UniEmitter<? super A> emitter) {
      this.question = question;
      this.here = here;
      this.emitter = emitter;
    }

    void hangUp() {
      settled.set(true);
    }

    void answer(A answer) {
      here.execute(
          () -> {
            if (settled.compareAndSet(false, true)) {
              emitter.complete(answer);
            } else {
              undelivered.accept(question, answer);
            }
          });
    }

    void fail(Throwable failure) {
      here.execute(
          () -> {
            if (settled.compareAndSet(false, true)) {
              emitter.fail(failure);
            }
          });
    }
  }
}
