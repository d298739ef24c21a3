package berth.bench.load;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;

/** An implementation to be measured, ready to be used by many callers at once. */
public interface Contender extends AutoCloseable {

  String name();

  /** Runs one cycle asynchronously. Fails when the cycle could not be completed. */
  Uni<?> cycle();

  /**
   * The executor that a caller starts on. It stays there unless the contender completes a cycle on
   * another thread.
   */
  default Executor caller() {
    return Runnable::run;
  }

  /** The number of requests in one cycle, for contenders whose requests are counted. */
  default int requestsPerCycle() {
    return 1;
  }

  @Override
  default void close() {}
}
