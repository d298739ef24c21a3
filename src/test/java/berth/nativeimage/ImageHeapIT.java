package berth.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checks the image heap of the native executable, which all its processes start with: it must
 * contain nothing random, no time, and nothing that is specific to the machine that builds.
 */
@Tag("jar")
class ImageHeapIT {

  private static final Path APP =
      Path.of(System.getProperty("berth.package")).resolveSibling("app");

  /** Classes whose objects are the same on every machine and at any time. */
  private static final String CONSTANT =
      "(java\\.lang|java\\.time|java\\.util\\.regex|berth)\\..+"
          + "|java\\.util\\.(ImmutableCollections\\$.+|HashMap)"
          + "|\\[.+"
          + "|org\\.jboss\\.logging\\..+Logger";

  private static List<String> heap = List.of();
  private static List<String> another = List.of();

  @BeforeAll
  static void readHeaps() throws IOException {
    heap = heapOfAProcess("UTC");
    another = heapOfAProcess("Asia/Kathmandu");
  }

  private static List<String> heapOfAProcess(String timeZone) throws IOException {
    Path jar;
    try (Stream<Path> files = Files.list(APP)) {
      jar = files.findFirst().orElseThrow();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.timezone=" + timeZone,
            "-cp",
            Path.of("target/test-classes")
                + System.getProperty("path.separator")
                + System.getProperty("berth.package"),
            ImageHeap.class.getName(),
            jar.toString());
    builder.environment().put("BERTH_DISCORD_URL", "http://127.0.0.1:1/" + timeZone);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
    assertThat(process.exitValue()).as(output).isZero();
    return output.lines().toList();
  }

  private static List<String> lines(List<String> heap, String kind) {
    return heap.stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .toList();
  }

  @Test
  void staticFields_areTheSameInEachProcess() {
    assertThat(lines(heap, ImageHeap.FIELD))
        .hasSizeGreaterThan(100)
        .isEqualTo(lines(another, ImageHeap.FIELD));
  }

  @Test
  void staticFields_holdConstantsOnly() {
    assertThat(lines(heap, ImageHeap.FIELD))
        .allMatch(line -> line.matches("\\S+ (" + CONSTANT + ") .*"));
  }

  /** Beans are created at first use, which must not be at build time. */
  @Test
  void objectsWithState_doNotExistYet() {
    assertThat(lines(heap, ImageHeap.OBJECT)).isEmpty();
  }
}
