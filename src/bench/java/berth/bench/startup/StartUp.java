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
 * Measures the time from the start of the process to the first response, and the resident memory of
 * the idle process. The first start of each variant is not counted: it loads the package and the
 * cache of the training run into the file cache.
 */
public final class StartUp {

  private static final double TARGET_SECONDS = 2.5;
  private static final double TARGET_SECONDS_CACHED = 1;
  private static final double TARGET_SECONDS_FIRST = 1;
  private static final double TARGET_MEBIBYTES = 200;

  private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile.jvm");
  private static final Pattern FLAGS = Pattern.compile("JDK_JAVA_OPTIONS=\"(.+)\"");

  /** A JVM with flags that the package is started with. */
  private record Variant(String name, List<String> command, double targetSeconds) {}

  private final Report report;

  public StartUp(Report report) {
    this.report = report;
  }

  public void run() throws IOException, InterruptedException {
    List<Variant> variants = new ArrayList<>();
    List<String> flags = flagsOfTheImage();
    for (Path jdk : report.settings().jdks()) {
      variants.addAll(variants(jdk, flags));
    }
    Map<Variant, List<Started>> all = new LinkedHashMap<>();
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      TestDatabase migrated = TestDatabase.create();
      for (int iteration = -1; iteration < report.settings().iterations(); iteration++) {
        for (Variant variant : variants) {
          Started started = start(variant, migrated, discord);
          if (iteration >= 0) {
            all.computeIfAbsent(variant, first -> new ArrayList<>()).add(started);
          }
        }
      }
      all.forEach(this::report);
      for (Variant variant : variants) {
        Started first = start(variant, TestDatabase.create(), discord);
        report.add(row("start on an empty database", variant, "s", List.of(first.seconds())));
      }
      firstRequests(variants, migrated, discord);
    }
  }

  /** Half a processor is what the Kubernetes manifests request. */
  private void firstRequests(
      List<Variant> variants, TestDatabase migrated, SimulatedDiscord discord)
      throws IOException, InterruptedException {
    HalfAProcessor half;
    try {
      half = HalfAProcessor.create();
    } catch (IOException failure) {
      report.add(Measured.not("half a processor", "", "no control group: " + failure));
      return;
    }
    try (half) {
      for (Variant variant : variants) {
        List<FirstRequests> results = new ArrayList<>();
        for (int iteration = 0; iteration < report.settings().iterations(); iteration++) {
          FirstRequests first =
              FirstRequests.measure(
                  half.command(variant.command()),
                  new HashMap<>(Pods.settings(migrated, discord)),
                  "sim-first-%d-%d".formatted(variants.indexOf(variant), iteration));
          Progress.log("%s, half a processor: %s".formatted(variant.name(), first));
          results.add(first);
        }
        report(variant, "ready", results.stream().map(FirstRequests::ready).toList(), results);
        report(
            variant,
            "first POST of an account",
            results.stream().map(FirstRequests::account).toList(),
            results);
        report(variant, "first take", results.stream().map(FirstRequests::take).toList(), results);
      }
    }
  }

  private void report(
      Variant variant, String what, List<Double> seconds, List<FirstRequests> results) {
    int errors = results.stream().mapToInt(FirstRequests::errors).sum();
    String section = "half a processor, " + what;
    report.add(
        new Measured(section, variant.name(), "s", seconds, Median.of(seconds), errors, null));
    if (what.startsWith("first")) {
      report.add(
          Compared.atMost(
              "%s, %s, slowest, s".formatted(section, variant.name()),
              Collections.max(seconds),
              TARGET_SECONDS_FIRST));
    }
  }

  private static Started start(Variant variant, TestDatabase database, SimulatedDiscord discord)
      throws IOException, InterruptedException {
    Started started =
        Started.measure(variant.command(), new HashMap<>(Pods.settings(database, discord)));
    Progress.log("%s: %s".formatted(variant.name(), started));
    return started;
  }

  private void report(Variant variant, List<Started> started) {
    List<Double> seconds = started.stream().map(Started::seconds).toList();
    List<Double> mebibytes = started.stream().map(Started::idleMebibytes).toList();
    String start = "start to the first answered request";
    String idle = "resident memory when idle";
    report.add(row(start, variant, "s", seconds));
    report.add(row(idle, variant, "MiB", mebibytes));
    report.add(
        Compared.atMost(
            "%s, %s, s".formatted(start, variant.name()),
            Median.of(seconds),
            variant.targetSeconds()));
    report.add(
        Compared.atMost(
            "%s, %s, MiB".formatted(idle, variant.name()), Median.of(mebibytes), TARGET_MEBIBYTES));
  }

  private static Measured row(String what, Variant variant, String unit, List<Double> values) {
    return new Measured(what, variant.name(), unit, values, Median.of(values), 0, null);
  }

  /**
   * Three variants: no flags, the flags of the image, and these with the cache of a training run.
   */
  private static List<Variant> variants(Path jdk, List<String> flags)
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
        new Variant(name, command(java, List.of()), TARGET_SECONDS),
        new Variant(name + ", flags of the image", command(java, flags), TARGET_SECONDS),
        new Variant(
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

  /** Reads the major version from the file {@code release} of the JDK. */
  private static int version(Path jdk) throws IOException {
    String release = Files.readString(jdk.resolve("release"));
    return Integer.parseInt(release.replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1"));
  }
}
