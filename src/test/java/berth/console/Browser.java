package berth.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Node.js, and Chromium with the packages that drive it, where this machine has them. */
final class Browser {

  private static final Logger LOG = Logger.getLogger(Browser.class);
  private static final Path TOOLS = Path.of("target/console-tools");
  private static final Path DRIVER = TOOLS.resolve("node_modules/playwright-core");

  private Browser() {}

  /** Whether there is Node.js 20.19 or later, which runs the modules of the console as they are. */
  static boolean hasNode() {
    return found(
        "Node.js 20.19",
        "node",
        "-e",
        "const [a, b] = process.versions.node.split('.').map(Number);"
            + "process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)");
  }

  /** Where Chromium is, if the packages that drive it are there, too, or can be installed. */
  static Optional<Path> chromium() {
    Optional<Path> chromium =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (chromium.isEmpty()) {
      LOG.warn("Not tested in a browser, since this machine has no Chromium");
    }
    return chromium.filter(
        found ->
            Files.exists(DRIVER)
                || found(
                    "playwright-core and axe-core of npm",
                    "npm",
                    "install",
                    "--prefix",
                    TOOLS.toString(),
                    "--no-package-lock",
                    "--ignore-scripts",
                    "playwright-core@1.64.1",
                    "axe-core@4"));
  }

  /** What the tests in a browser need to be told. */
  static Map<String, String> settings(Path chromium) {
    return Map.of(
        "CONSOLE_TOOLS", TOOLS.toAbsolutePath().toString(), "CHROMIUM", chromium.toString());
  }

  /**
   * Runs test files of Node.js.
   *
   * @return what they printed, if all tests passed
   */
  static String test(List<Path> files, Map<String, String> environment) throws IOException {
    Path output = Files.createTempFile("console", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of("node", "--test", "--test-concurrency=1"),
                    files.stream().map(Path::toString))
                .toList());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      String printed = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(printed);
      }
      return printed;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  private static boolean found(String what, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0) {
        return true;
      }
    } catch (IOException missing) {
      // reported like one that does not fit
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    LOG.warnf("Not tested, since this machine has no %s", what);
    return false;
  }
}
