package berth.bench.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to run.
 *
 * @param only the sections to run
 * @param turn how long one contender runs at a time
 * @param turns how many turns each has, after some to warm up
 * @param json where the report goes
 * @param jdks the homes of those with which to start the service
 */
public record BenchmarkSettings(
    List<String> only, Duration turn, int turns, Path json, List<Path> jdks) {

  public static BenchmarkSettings ofSystemProperties() {
    return new BenchmarkSettings(
        List.of(System.getProperty("berth.bench.only", "all").split(",", -1)),
        Duration.ofMillis(
            (long) (1000 * Double.parseDouble(System.getProperty("berth.bench.seconds", "5")))),
        Integer.getInteger("berth.bench.turns", 3),
        Path.of(System.getProperty("berth.bench.json", "target/bench/berth-bench.json")),
        Stream.of(
                System.getProperty("berth.bench.jdks", System.getProperty("java.home"))
                    .split(",", -1))
            .map(Path::of)
            .toList());
  }

  public boolean includes(String section) {
    return only.contains("all") || only.contains(section);
  }
}
