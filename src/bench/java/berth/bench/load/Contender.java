package berth.bench.load;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;

/** One way to do what is measured, ready to be used by many callers at once. */
public interface Contender extends AutoCloseable {

  String name();

  /** Does it once, asynchronously; fails when it could not be done. */
  Uni<?> cycle();

  /** Where a caller begins; unless the contender brings it elsewhere, it stays there. */
  default Executor caller() {
    return Runnable::run;
  }

  /** How many requests one cycle is, where requests are counted. */
  default int requestsPerCycle() {
    return 1;
  }

  @Override
  default void close() {}
}
