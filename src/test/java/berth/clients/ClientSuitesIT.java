package berth.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the clients of other languages have, where this machine has the language. */
@Tag("concurrent")
class ClientSuitesIT {

  @ParameterizedTest
  @ValueSource(strings = {"take", "lease", "release", "process", "aio"})
  void python(String part) throws IOException, InterruptedException {
    Optional<String> python = ClientTools.python();
    assumeTrue(python.isPresent(), "no Python 3.9 or later");

    run(ClientTools.PYTHON, List.of(python.get(), "-m", "unittest", "tests.test_" + part));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "lease", "release"})
  void typeScript(String part) throws IOException, InterruptedException {
    Optional<String> node = ClientTools.builtTypeScript();
    assumeTrue(node.isPresent(), "no Node.js 18 or later, or no compiler of TypeScript");

    run(ClientTools.TYPESCRIPT, List.of(node.get(), "--test", "test/%s.test.mjs".formatted(part)));
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("suite", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PYTHONPATH", "src");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
