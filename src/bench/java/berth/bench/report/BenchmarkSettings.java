package berth.bench.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of the benchmark, from system properties.
 *
 * @param only the sections to run
 * @param iterationTime how long one contender runs at a time
 * @param iterations the number of iterations of each contender, after the warm-up iterations
 * @param json the file that the report is written to
 * @param jdks the home folders of the JDKs that start the service
 */
public record BenchmarkSettings(
    List<String> only, Duration iterationTime, int iterations, Path json, List<Path> jdks) {

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
