package berth.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that the version is in the pom and nowhere else, so that a release changes one line. Only
 * the changelog names versions, those of releases.
 */
class VersionTest {

  private static final String VERSION = Pom.texts("/project/version").get(0);

  private static final Pattern WITH_VERSION =
      Pattern.compile("[Bb]erth[:/-]v?" + Pattern.quote(VERSION.replace("-SNAPSHOT", "")));

  private static Stream<Path> filesIn(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void version_isInNoOtherFile() {
    List<Path> files =
        Stream.of("README.md", "docs", "docker-compose.yml", "src/main", ".github")
            .flatMap(name -> filesIn(Path.of(name)))
            .toList();

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(files.stream().filter(VersionTest::containsTheVersion)).isEmpty();
  }

  private static boolean containsTheVersion(Path file) {
    try {
      // pictures are no text in UTF-8, but have a character for each byte in this encoding
      return WITH_VERSION.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
