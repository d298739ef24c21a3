package berth.bench.load;

import berth.bench.report.IterationResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Callers that each repeat the cycle of a contender, one cycle at a time, until the time is up. */
public final class Callers {

  /** Timeout for cycles that still run when the time is up. */
  private static final Duration FINISH_TIMEOUT = Duration.ofSeconds(20);

  private static final Executor AFTER_A_FAILURE =
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);

  private final Contender contender;
  private final int count;
  private final LongAdder cycles = new LongAdder();
  private final FirstFailure failures = new FirstFailure();

  private Callers(Contender contender, int count) {
    this.contender = contender;
    this.count = count;
  }

  /**
   * Runs one iteration of the contender.
   *
   * @param count the number of callers
   */
  public static IterationResult measure(Contender contender, int count, Duration time) {
    return new Callers(contender, count).run(time);
  }

  private IterationResult run(Duration time) {
    CountDownLatch running = new CountDownLatch(count);
    long start = System.nanoTime();
    long end = start + time.toNanos();
    for (int i = 0; i < count; i++) {
      contender.caller().execute(() -> repeat(end, running));
    }
    boolean ended = await(running, time.plus(FINISH_TIMEOUT));
    if (!ended) {
      failures.add(new IllegalStateException(running.getCount() + " callers are stuck"));
    }
    return new IterationResult(
        cycles.sum() * contender.requestsPerCycle() / (time.toNanos() / 1e9),
        failures.count(),
        failures.first());
  }

  private void repeat(long end, CountDownLatch running) {
    if (System.nanoTime() >= end) {
      running.countDown();
      return;
    }
    contender
        .cycle()
        .subscribe()
        .with(
            done -> {
              if (System.nanoTime() < end) {
                cycles.increment();
              }
              repeat(end, running);
            },
            failure -> {
              failures.add(failure);
              // a cycle that fails at once must not be repeated without a pause
              AFTER_A_FAILURE.execute(() -> repeat(end, running));
            });
  }

  private static boolean await(CountDownLatch running, Duration time) {
    try {
      return running.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
