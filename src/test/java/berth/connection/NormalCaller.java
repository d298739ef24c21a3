package berth.connection;

import berth.harness.Answer;
import berth.harness.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes and releases slots, one after the other, and measures how long each request takes. */
final class NormalCaller {

  private final Api api;

  NormalCaller(Api api) {
    this.api = api;
  }

  /** The measured times, sorted, and the responses that were not as expected. */
  record Measurement(List<Duration> sorted, List<String> failures) {

    Duration p99() {
      return sorted.get(sorted.size() * 99 / 100);
    }

    Duration p50() {
      return sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
      return "%d requests, p50 %.1f ms, p99 %.1f ms, longest %.1f ms, failed %d"
          .formatted(
              sorted.size(),
              p50().toNanos() / 1e6,
              p99().toNanos() / 1e6,
              sorted.get(sorted.size() - 1).toNanos() / 1e6,
              failures.size());
    }
  }

  Measurement callFor(Duration time) {
    List<Duration> times = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      Answer taken = api.take();
      long between = System.nanoTime();
      times.add(Duration.ofNanos(between - begun));
      if (taken.status() == 201) {
        Answer released = api.release(taken.text("slot"));
        times.add(Duration.ofNanos(System.nanoTime() - between));
        if (released.status() != 204) {
          failures.add(released.toString());
        }
      } else {
        failures.add(taken.toString());
      }
    }
    return new Measurement(times.stream().sorted().toList(), failures);
  }
}
