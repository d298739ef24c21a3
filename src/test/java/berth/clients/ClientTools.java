package berth.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The programs that run the clients of other languages, where this machine has them. */
final class ClientTools {

  static final Path PYTHON = Path.of("src/clients/python");
  static final Path TYPESCRIPT = Path.of("src/clients/typescript");

  private static final Logger LOG = Logger.getLogger(ClientTools.class);

  private ClientTools() {}

  /** Python 3.9 or later. */
  static Optional<String> python() {
    return found("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))");
  }

  /** Node.js 18 or later. */
  static Optional<String> node() {
    return found("node", "-e", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)");
  }

  /**
   * Node.js, if the TypeScript client is or can be compiled: the compiler is installed with npm
   * when it is missing.
   */
  static synchronized Optional<String> builtTypeScript() {
    return node().filter(node -> Files.exists(compiler()) || install()).filter(node -> compile());
  }

  private static Path compiler() {
    return TYPESCRIPT.resolve("node_modules/.bin/tsc");
  }

  private static boolean install() {
    return succeeds(
        new ProcessBuilder("npm", "install", "--no-package-lock", "--ignore-scripts")
            .directory(TYPESCRIPT.toFile()));
  }

  private static boolean compile() {
    return succeeds(
        new ProcessBuilder(compiler().toAbsolutePath().toString()).directory(TYPESCRIPT.toFile()));
  }

  private static Optional<String> found(String... command) {
    if (succeeds(new ProcessBuilder(List.of(command)))) {
      return Optional.of(command[0]);
    }
    LOG.warnf("Not tested, since this machine has no fitting %s", command[0]);
    return Optional.empty();
  }

  private static boolean succeeds(ProcessBuilder builder) {
    try {
      Process process =
          builder
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
