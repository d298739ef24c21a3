package berth.connection;

import berth.harness.Answer;
import berth.harness.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes slots and gives them back, one after the other, and notes how long each request takes. */
final class NormalCaller {

  private final Api api;

  NormalCaller(Api api) {
    this.api = api;
  }

  /** What it noted, sorted; and requests that were not answered as they should. */
  record Noted(List<Duration> sorted, List<String> failures) {

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

  Noted callFor(Duration time) {
    List<Duration> noted = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      long begun = System.nanoTime();
      Answer taken = api.take();
      long between = System.nanoTime();
      noted.add(Duration.ofNanos(between - begun));
      if (taken.status() == 201) {
        Answer released = api.release(taken.text("slot"));
        noted.add(Duration.ofNanos(System.nanoTime() - between));
        if (released.status() != 204) {
          failures.add(released.toString());
        }
      } else {
        failures.add(taken.toString());
      }
    }
    return new Noted(noted.stream().sorted().toList(), failures);
  }
}
