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

/** Those who work while things break, each on a thread. */
public final class Threads implements AutoCloseable {

  /** Longer than anybody holds a slot and waits for answers. */
  private static final int PATIENCE_SECONDS = 60;

  /** What one of them does, for as long as it goes on. */
  public interface Work {
    void run(BooleanSupplier goesOn) throws InterruptedException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> working = new ArrayList<>();
  private volatile boolean ended;

  public void join(Work work) {
    working.add(
        threads.submit(
            () -> {
              work.run(() -> !ended);
              return null;
            }));
  }

  /** Lets all finish what they are doing. */
  public void end() throws ExecutionException, InterruptedException, TimeoutException {
    ended = true;
    for (Future<?> each : working) {
      each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    ended = true;
    threads.shutdownNow();
  }
}
