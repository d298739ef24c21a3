package berth.bench.load;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts failures, and keeps the text of the first one for the report. */
final class FirstFailure {

  private final LongAdder count = new LongAdder();
  private final AtomicReference<@Nullable String> first = new AtomicReference<>();

  void add(Throwable failure) {
    count.increment();
    first.compareAndSet(null, failure.toString());
  }

  long count() {
    return count.sum();
  }

  @Nullable String first() {
    return first.get();
  }
}
