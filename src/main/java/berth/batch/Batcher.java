package berth.batch;

import berth.error.OverloadedException;
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
 * Group commit: the requests that queue while a statement runs are sent together in the next one.
 * There is no timer. A request that finds no statement running is sent without delay, and under
 * load the batches grow. One statement runs at a time, since two would collide on the same rows.
 *
 * <p>Requesters are served round-robin. A requester with many requests waits behind its own ones
 * and delays no other requester.
 *
 * <p>A request that fails or is cancelled does not affect the others of its batch. If one request
 * is at fault for the failure of a batch, the requests of the batch are sent again one by one. The
 * result of a cancelled request is handed to a callback that can undo it.
 *
 * @param <T> a request
 * @param <R> its result
 */
public final class Batcher<T, R> {

  /** A statement that took less time has not delayed the requests behind it. */
  private static final long SHORT_NANOS = Duration.ofMillis(50).toNanos();

  /**
   * Bounds of the queue and of a batch.
   *
   * @param queued maximum requests that wait for the next statement
   * @param queuedByOne maximum of these by one requester
   * @param batch maximum requests in one statement
   */
  public record Limits(int queued, int queuedByOne, int batch) {}

  private final Limits limits;
  private final LongSupplier nanoTime;
  private final Function<List<T>, Uni<List<R>>> statement;
  private final Predicate<Throwable> oneRequestsFault;
  private final BiConsumer<T, R> undelivered;

  private final FairQueue<Pending> queue;
  private boolean running;

  /**
   * Creates an idle batcher.
   *
   * @param statement returns the results of a batch, in its order
   * @param oneRequestsFault whether a batch failed because of a request in it and all of it was
   *     undone, so that the other requests may succeed alone
   * @param undelivered receives a cancelled request and its result
   * @param nanoTime like {@link System#nanoTime}
   */
  public Batcher(
      Limits limits,
      Function<List<T>, Uni<List<R>>> statement,
      Predicate<Throwable> oneRequestsFault,
      BiConsumer<T, R> undelivered,
      LongSupplier nanoTime) {
    this.limits = limits;
    this.queue = new FairQueue<>(limits.queued(), limits.queuedByOne());
    this.nanoTime = nanoTime;
    this.statement = statement;
    this.oneRequestsFault = oneRequestsFault;
    this.undelivered = undelivered;
  }

  /**
   * Sends the request in the next statement.
   *
   * @param requester the unit of the round-robin order, such as a subscription
   * @param executor delivers the result, since requests of several contexts share a statement
   * @return the result; fails with {@link OverloadedException} when the queue is full
   */
  public Uni<R> submit(Object requester, T request, Executor executor) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Pending pending = new Pending(request, executor, emitter);
              if (enqueue(requester, pending)) {
                emitter.onTermination(pending::cancel);
                // Deferred, so that requests that follow each other on one event loop share a
                // batch. Requesters whose results came together often submit so.
                executor.execute(this::sendNext);
              } else {
                emitter.fail(new OverloadedException());
              }
            });
  }

  private synchronized boolean enqueue(Object requester, Pending pending) {
    return queue.offer(requester, pending);
  }

  private void sendNext() {
    List<Pending> batch = nextBatch();
    long sent = nanoTime.getAsLong();
    if (!batch.isEmpty()) {
      together(batch)
          .onFailure(failure -> batch.size() > 1 && oneRequestsFault.test(failure))
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
   * Fails the batch. After a long time it also fails the requests that queued behind the statement,
   * since the next statement would most likely take as long to fail. It does not if a request was
   * at fault.
   */
  private void fail(List<Pending> batch, Throwable failure, long sent) {
    batch.forEach(pending -> pending.fail(failure));
    if (nanoTime.getAsLong() - sent > SHORT_NANOS && !oneRequestsFault.test(failure)) {
      drain().forEach(pending -> pending.fail(failure));
    }
  }

  private synchronized List<Pending> nextBatch() {
    List<Pending> batch = new ArrayList<>();
    if (!running) {
      take(batch, limits.batch());
    }
    running |= !batch.isEmpty();
    return batch;
  }

  private synchronized List<Pending> drain() {
    List<Pending> all = new ArrayList<>();
    take(all, Integer.MAX_VALUE);
    return all;
  }

  /** Moves up to {@code max} queued requests to the batch and drops cancelled ones. */
  private void take(List<Pending> batch, int max) {
    while (batch.size() < max) {
      Pending next = queue.poll();
      if (next == null) {
        return;
      }
      if (!next.settled.get()) {
        batch.add(next);
      }
    }
  }

  private void finish() {
    synchronized (this) {
      running = false;
    }
    sendNext();
  }

  private Uni<Void> together(List<Pending> batch) {
    return Uni.createFrom()
        .deferred(() -> statement.apply(batch.stream().map(pending -> pending.request).toList()))
        .invoke(
            results -> {
              for (int i = 0; i < batch.size(); i++) {
                batch.get(i).complete(results.get(i));
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> oneByOne(List<Pending> batch) {
    return Multi.createFrom()
        .iterable(batch)
        .onItem()
        .transformToUniAndConcatenate(
            pending ->
                together(List.of(pending))
                    .onFailure()
                    .invoke(pending::fail)
                    .onFailure()
                    .recoverWithNull())
        .collect()
        .last();
  }

  /**
   * A request in the queue or in a batch. It settles once: by its result, its failure or its
   * cancellation.
   */
  private final class Pending {

    private final T request;
    private final Executor executor;
    private final UniEmitter<? super R> emitter;
    private final AtomicBoolean settled = new AtomicBoolean();

    Pending(T request, Executor executor, UniEmitter<? super R> emitter) {
      this.request = request;
      this.executor = executor;
      this.emitter = emitter;
    }

    void cancel() {
      settled.set(true);
    }

    void complete(R result) {
      executor.execute(
          () -> {
            if (settled.compareAndSet(false, true)) {
              emitter.complete(result);
            } else {
              undelivered.accept(request, result);
            }
          });
    }

    void fail(Throwable failure) {
      executor.execute(
          () -> {
            if (settled.compareAndSet(false, true)) {
              emitter.fail(failure);
            }
          });
    }
  }
}
