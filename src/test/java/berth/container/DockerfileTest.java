package berth.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the Dockerfiles. */
class DockerfileTest {

  private static final Path FOLDER = Path.of("src/main/docker");

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void image_runsAsANumericUser_thatIsNotRoot(String file) throws IOException {
    assertThat(last(file, "USER ")).matches("[1-9]\\d*:[1-9]\\d*");
  }

  /** A shell between would receive SIGTERM instead of the service. */
  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void image_startsTheServiceWithoutAShell(String file) throws IOException {
    assertThat(last(file, "ENTRYPOINT ")).startsWith("[\"").doesNotContain("\"sh\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void baseImages_haveAVersion(String file) throws IOException {
    assertThat(all(file, "ARG ").filter(line -> line.contains("/") || line.contains("temurin")))
        .isNotEmpty()
        .allMatch(line -> line.matches("\\w+=.+:[\\w.-]*\\d[\\w.-]*"));
  }

  /** A JVM reads only an AOT cache that was written by exactly the same JVM. */
  @Test
  void jvm_ofTheBuildAndOfTheImage_areOneRelease() throws IOException {
    List<String> bases = all("Dockerfile.jvm", "ARG JAVA_J").toList();

    assertThat(bases).hasSize(2);
    assertThat(bases.get(0).replaceAll(".*:|-jdk", ""))
        .isEqualTo(bases.get(1).replaceAll(".*:|-jre", ""));
  }

  private static String last(String file, String instruction) throws IOException {
    return all(file, instruction).reduce((first, second) -> second).orElseThrow();
  }

  /** The arguments of all lines that begin with the instruction. */
  private static Stream<String> all(String file, String instruction) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file)).stream()
        .filter(line -> line.startsWith(instruction))
        .map(line -> line.substring(instruction.length()));
  }
}
