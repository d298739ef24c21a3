package berth.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to run.
 *
 * @param only the sections to run
 * @param turn how long one contender runs at a time
 * @param turns how many turns each has, after some to warm up
 * @param json where the report goes
 */
record Settings(List<String> only, Duration turn, int turns, Path json) {

  static Settings ofSystemProperties() {
    return new Settings(
        List.of(System.getProperty("berth.bench.only", "all").split(",", -1)),
        Duration.ofMillis(
            (long) (1000 * Double.parseDouble(System.getProperty("berth.bench.seconds", "5")))),
        Integer.getInteger("berth.bench.turns", 3),
        Path.of(System.getProperty("berth.bench.json", "target/bench/berth-bench.json")));
  }

  boolean includes(String section) {
    return only.contains("all") || only.contains(section);
  }
}
