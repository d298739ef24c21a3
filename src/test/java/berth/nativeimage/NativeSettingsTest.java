package berth.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Checks the options of the native image builder, without running it. */
class NativeSettingsTest {

  private static Properties settings() throws IOException {
    Properties settings = new Properties();
    try (Reader file =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      settings.load(file);
    }
    return settings;
  }

  /** Quarkus adds heap dumps to every value but "none", and the heap holds keys and tokens. */
  @Test
  void signals_dumpThreads_andNeverTheHeap() throws IOException {
    assertThat(settings().getProperty("quarkus.native.monitoring")).isEqualTo("none");
    assertThat(settings().getProperty("quarkus.native.additional-build-args"))
        .contains("--enable-monitoring=threaddump")
        .doesNotContain("heapdump");
  }

  @Test
  void image_runsOnMachinesOfAnyAge() throws IOException {
    assertThat(Files.readString(Path.of("src/main/docker/Dockerfile.native")))
        .contains("ARG MARCH=compatibility\n", "-Dquarkus.native.march=${MARCH}");
  }
}
