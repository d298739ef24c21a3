package berth.bench.startup;

import berth.bench.report.Compared;
import berth.bench.report.Measured;
import berth.bench.report.Median;
import berth.bench.report.Progress;
import berth.bench.report.Report;
import berth.dev.TrainingRun;
import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long it takes from the start of the process to the first answered request, and what memory
 * the process keeps when it has nothing to do. What JVMs write down in a training run they read
 * from the file cache: the first start of each is not counted.
 */
public final class StartUp {

  private static final double TARGET_SECONDS = 2.5;
  private static final double TARGET_SECONDS_CACHED = 1;
  private static final double TARGET_SECONDS_FIRST = 1;
  private static final double TARGET_MEBIBYTES = 200;

  private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile.jvm");
  private static final Pattern FLAGS = Pattern.compile("JDK_JAVA_OPTIONS=\"(.+)\"");

  /** A way to start the package. */
  private record Way(String name, List<String> command, double targetSeconds) {}

  private final Report report;

  public StartUp(Report report) {
    this.report = report;
  }

  public void run() throws IOException, InterruptedException {
    List<Way> ways = new ArrayList<>();
    List<String> flags = flagsOfTheImage();
    for (Path jdk : report.settings().jdks()) {
      ways.addAll(ways(jdk, flags));
    }
    Map<Way, List<Started>> all = new LinkedHashMap<>();
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      TestDatabase migrated = TestDatabase.create();
      for (int turn = -1; turn < report.settings().turns(); turn++) {
        for (Way way : ways) {
          Started started = start(way, migrated, discord);
          if (turn >= 0) {
            all.computeIfAbsent(way, first -> new ArrayList<>()).add(started);
          }
        }
      }
      all.forEach(this::report);
      for (Way way : ways) {
        Started first = start(way, TestDatabase.create(), discord);
        report.add(row("start on an empty database", way, "s", List.of(first.seconds())));
      }
      firstRequests(ways, migrated, discord);
    }
  }

  /** What the manifests ask for is half a processor. */
  private void firstRequests(List<Way> ways, TestDatabase migrated, SimulatedDiscord discord)
      throws IOException, InterruptedException {
    HalfAProcessor half;
    try {
      half = HalfAProcessor.create();
    } catch (IOException refused) {
      report.add(Measured.not("half a processor", "", "no control group: " + refused));
      return;
    }
    try (half) {
      for (Way way : ways) {
        List<FirstRequests> turns = new ArrayList<>();
        for (int turn = 0; turn < report.settings().turns(); turn++) {
          FirstRequests first =
              FirstRequests.measure(
                  half.command(way.command()),
                  new HashMap<>(Pods.settings(migrated, discord)),
                  "sim-first-%d-%d".formatted(ways.indexOf(way), turn));
          Progress.tell("%s, half a processor: %s".formatted(way.name(), first));
          turns.add(first);
        }
        report(way, "ready", turns.stream().map(FirstRequests::ready).toList(), turns);
        report(
            way,
            "first POST of an account",
            turns.stream().map(FirstRequests::account).toList(),
            turns);
        report(way, "first take", turns.stream().map(FirstRequests::take).toList(), turns);
      }
    }
  }

  private void report(Way way, String what, List<Double> seconds, List<FirstRequests> turns) {
    int errors = turns.stream().mapToInt(FirstRequests::errors).sum();
    String section = "half a processor, " + what;
    report.add(new Measured(section, way.name(), "s", seconds, Median.of(seconds), errors, null));
    if (what.startsWith("first")) {
      report.add(
          Compared.atMost(
              "%s, %s, slowest, s".formatted(section, way.name()),
              Collections.max(seconds),
              TARGET_SECONDS_FIRST));
    }
  }

  private static Started start(Way way, TestDatabase database, SimulatedDiscord discord)
      throws IOException, InterruptedException {
    Started started =
        Started.measure(way.command(), new HashMap<>(Pods.settings(database, discord)));
    Progress.tell("%s: %s".formatted(way.name(), started));
    return started;
  }

  private void report(Way way, List<Started> started) {
    List<Double> seconds = started.stream().map(Started::seconds).toList();
    List<Double> mebibytes = started.stream().map(Started::idleMebibytes).toList();
    String start = "start to the first answered request";
    String idle = "resident memory when idle";
    report.add(row(start, way, "s", seconds));
    report.add(row(idle, way, "MiB", mebibytes));
    report.add(
        Compared.atMost(
            "%s, %s, s".formatted(start, way.name()), Median.of(seconds), way.targetSeconds()));
    report.add(
        Compared.atMost(
            "%s, %s, MiB".formatted(idle, way.name()), Median.of(mebibytes), TARGET_MEBIBYTES));
  }

  private static Measured row(String what, Way way, String unit, List<Double> turns) {
    return new Measured(what, way.name(), unit, turns, Median.of(turns), 0, null);
  }

  /** As it comes, as in the image, and as in the image with what a training run has written. */
  private static List<Way> ways(Path jdk, List<String> flags)
      throws IOException, InterruptedException {
    String java = jdk.resolve(Path.of("bin", "java")).toString();
    int version = version(jdk);
    String name = "JDK " + version;
    boolean aot = version >= 25;
    Path cache = Files.createTempDirectory("berth-bench").resolve("berth.cache");
    TrainingRun.run(
        command(
            java,
            flags,
            aot ? "-XX:AOTCacheOutput=" + cache : "-XX:ArchiveClassesAtExit=" + cache,
            "-Xlog:disable"));
    return List.of(
        new Way(name, command(java, List.of()), TARGET_SECONDS),
        new Way(name + ", flags of the image", command(java, flags), TARGET_SECONDS),
        new Way(
            name + ", flags of the image, " + (aot ? "AOT cache" : "AppCDS"),
            command(
                java,
                flags,
                aot ? "-XX:AOTCache=" + cache : "-XX:SharedArchiveFile=" + cache,
                "-Xlog:disable"),
            aot ? TARGET_SECONDS_CACHED : TARGET_SECONDS));
  }

  private static List<String> command(String java, List<String> flags, String... more) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(flags);
    command.addAll(List.of(more));
    command.addAll(List.of("-jar", System.getProperty("berth.package")));
    return command;
  }

  private static List<String> flagsOfTheImage() throws IOException {
    Matcher flags = FLAGS.matcher(Files.readString(DOCKERFILE));
    if (!flags.find()) {
      throw new IllegalStateException("The image sets no flags");
    }
    return List.of(flags.group(1).split(" "));
  }

  /** By the file that each JDK has. */
  private static int version(Path jdk) throws IOException {
    String release = Files.readString(jdk.resolve("release"));
    return Integer.parseInt(release.replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1"));
  }
}
