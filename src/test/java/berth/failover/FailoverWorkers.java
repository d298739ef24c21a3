package berth.failover;

import berth.harness.Api;
import berth.harness.Holding;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Workers at all pods, and what they saw. */
final class FailoverWorkers implements AutoCloseable {

  private final List<FailoverWorker> workers;
  private final List<Future<?>> running;
  private final ExecutorService threads;
  private volatile boolean stopped;

  /** Starts to work. */
  FailoverWorkers(int size, List<Api> pods) {
    workers =
        IntStream.range(0, size)
            .mapToObj(n -> new FailoverWorker(pods.get(n % pods.size())))
            .toList();
    threads = Executors.newFixedThreadPool(size);
    running =
        workers.stream()
            .<Future<?>>map(worker -> threads.submit(() -> worker.workWhile(() -> !stopped)))
            .toList();
  }

  /** All grants that were acknowledged so far. */
  List<Grant> granted() {
    return all(worker -> worker.granted().stream().toList());
  }

  /** The leases that are held for certain, once the workers have stopped. */
  List<Grant> kept() {
    return all(worker -> worker.kept().stream().toList());
  }

  /** The leases whose release was acknowledged. */
  List<Grant> released() {
    return all(worker -> worker.released().stream().toList());
  }

  /** The times at which slots were held for certain. */
  List<Holding> holdings() {
    return all(worker -> worker.holdings().stream().toList());
  }

  /** Stops the workers, and returns when all have stopped. */
  void end() {
    stopped = true;
    try {
      for (Future<?> worker : running) {
        worker.get(1, TimeUnit.MINUTES);
      }
    } catch (ExecutionException | TimeoutException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  private <T> List<T> all(Function<FailoverWorker, List<T>> seen) {
    return workers.stream().flatMap(worker -> seen.apply(worker).stream()).toList();
  }
}
