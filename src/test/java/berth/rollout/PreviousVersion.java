package berth.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version of the service that runs while this one is rolled out: the commit or tag that {@code
 * -Dberth.previous} names, else the last commit of this branch without the newest migration. A
 * merged commit counts from its merge.
 */
final class PreviousVersion {

  private static final Path KEPT = Path.of("target", "previous");
  private static final int BUILD_MINUTES = 15;

  private PreviousVersion() {}

  static String commit() throws IOException {
    String named = System.getProperty("berth.previous");
    return git("rev-parse", "--verify", (named == null ? beforeNewestMigration() : named) + "^{}");
  }

  /**
   * The last commit when there is no migration since the baseline, or the newest is not committed
   * yet.
   */
  private static String beforeNewestMigration() throws IOException {
    Map.Entry<Integer, Path> newest = Migrations.sinceBaseline().lastEntry();
    if (newest == null) {
      return "HEAD";
    }
    String file = newest.getValue().toString();
    String added =
        git("log", "--first-parent", "-m", "--diff-filter=A", "-1", "--format=%H", "--", file);
    return added.isEmpty() ? "HEAD" : added + "^1";
  }

  /**
   * The package of the commit, built in a work tree of its own with its own Maven, and kept until
   * the next clean.
   */
  static String packaged(String commit) throws IOException {
    Path kept = KEPT.resolve(commit).toAbsolutePath();
    if (!Files.exists(kept)) {
      Path tree = KEPT.resolve("tree").toAbsolutePath();
      removeTree(tree);
      Files.createDirectories(KEPT);
      git("worktree", "add", "--force", "--detach", tree.toString(), commit);
      try {
        run(
            tree,
            "./mvnw",
            "--batch-mode",
            "--quiet",
            "package",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true");
        Files.move(tree.resolve("target").resolve("quarkus-app"), kept);
      } finally {
        removeTree(tree);
      }
    }
    return kept.resolve("quarkus-run.jar").toString();
  }

  private static void removeTree(Path tree) throws IOException {
    if (Files.exists(tree)) {
      git("worktree", "remove", "--force", tree.toString());
    }
  }

  private static String git(String... arguments) throws IOException {
    return run(null, Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** Runs a program to its end, and returns what it prints. */
  private static String run(@Nullable Path folder, String... command) throws IOException {
    Path output = Files.createTempFile("previous", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder == null ? null : folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      boolean ended = process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
      String printed = Files.readString(output).strip();
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", List.of(command)) + ": " + printed);
      }
      return printed;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", stopped);
    } finally {
      Files.delete(output);
    }
  }
}
