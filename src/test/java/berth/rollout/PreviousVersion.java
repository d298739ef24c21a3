package berth.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version of the service that runs while this one is rolled out: the commit or tag that {@code
 * -Dberth.previous} names, else the last commit of this branch whose schema is that of the version
 * before. A merged commit counts from its merge.
 */
final class PreviousVersion {

  private static final Path KEPT = Path.of("target", "previous");
  private static final int BUILD_MINUTES = 15;

  private PreviousVersion() {}

  static String commit() throws IOException {
    String named = System.getProperty("berth.previous");
    return git("rev-parse", "--verify", (named == null ? beforeNewMigrations() : named) + "^{}");
  }

  /**
   * The commit before the first that has a newer migration than {@link Migrations#PREVIOUS}. The
   * schemas are compared and not the names of files, since a migration may be renamed, and get
   * another number, until it is released.
   */
  private static String beforeNewMigrations() throws IOException {
    String folder = Migrations.FOLDER.toString();
    String firstNew = null;
    for (String commit : git("rev-list", "--first-parent", "HEAD", "--", folder).lines().toList()) {
      boolean isNew =
          git("ls-tree", "--name-only", commit, folder + "/")
              .lines()
              .anyMatch(file -> Migrations.version(Path.of(file)) > Migrations.PREVIOUS);
      if (!isNew) {
        break;
      }
      firstNew = commit;
    }
    return firstNew == null ? "HEAD" : firstNew + "^1";
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
