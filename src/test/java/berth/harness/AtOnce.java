package berth.harness;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs work in several threads at the same time. */
public final class AtOnce {

  private AtOnce() {}

  /**
   * Runs the work of that many threads, which begin together, and waits at most five minutes for
   * each.
   *
   * @param work the work of the thread with a number from 0 up
   * @return the results, by number
   */
  public static <T> List<T> run(int threads, IntFunction<T> work) {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<T>> all =
          IntStream.range(0, threads)
              .<Callable<T>>mapToObj(
                  number ->
                      () -> {
                        start.await(10, TimeUnit.SECONDS);
                        return work.apply(number);
                      })
              .toList();
      List<Future<T>> running = all.stream().map(pool::submit).toList();
      return running.stream().map(AtOnce::result).toList();
    } finally {
      pool.shutdownNow();
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get(5, TimeUnit.MINUTES);
    } catch (ExecutionException failure) {
      throw new AssertionError(failure.getCause());
    } catch (TimeoutException | InterruptedException stuck) {
      throw new AssertionError(stuck);
    }
  }
}
