package berth.chaos.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Threads that work while faults are injected. */
public final class Threads implements AutoCloseable {

  /** Longer than any worker holds a slot and waits for answers. */
  private static final int TIMEOUT_SECONDS = 60;

  /** The work of one thread, which goes on while {@code running} is true. */
  public interface Work {
    void run(BooleanSupplier running) throws InterruptedException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> started = new ArrayList<>();
  private volatile boolean stopped;

  public void start(Work work) {
    started.add(
        threads.submit(
            () -> {
              work.run(() -> !stopped);
              return null;
            }));
  }

  /** Lets all threads finish what they are doing, and waits until they have. */
  public void stop() throws ExecutionException, InterruptedException, TimeoutException {
    stopped = true;
    for (Future<?> each : started) {
      each.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }
}
