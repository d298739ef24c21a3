package berth.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Checks the version that the build writes into the manifests. */
class VersionIT {

  @Test
  void imageOfTheManifests_hasTheVersionOfThePom() throws IOException {
    String version = Pom.texts("/project/version").get(0);

    assertThat(Files.readAllLines(Path.of("target/kubernetes/kubernetes.yml")))
        .filteredOn(line -> line.strip().startsWith("image:"))
        .singleElement()
        .asString()
        .endsWith(":" + version);
  }
}
