package berth.harness.pod;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JVM has loaded of the package, in an archive that other JVMs map into memory: with it a
 * pod starts in about half the time. A pod writes it when it ends, once for each package.
 */
final class ClassArchive {

  private static final Path ARCHIVE = Path.of("target", "pods.jsa");

  private ClassArchive() {}

  /** The flags of a JVM that uses it. The first call starts a pod that writes it. */
  static synchronized List<String> flags(String berthPackage) {
    try {
      Path archive = ARCHIVE.toAbsolutePath();
      if (!Files.exists(archive)
          || Files.getLastModifiedTime(archive)
                  .compareTo(Files.getLastModifiedTime(Path.of(berthPackage)))
              < 0) {
        write(archive);
      }
      // a JVM that can't use the archive goes on without it
      return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(Path archive) throws IOException {
    Path unfinished = archive.resolveSibling(archive.getFileName() + ".unfinished");
    // an archive is of use only to a JVM with the same flags
    List<String> flags = new ArrayList<>(Pod.quickStart());
    flags.addAll(List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:disable"));
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        Pod pod =
            Pod.start(Pod.currentPackage(), flags, Pods.settings(TestDatabase.create(), discord))) {
      pod.awaitReady();
    }
    Files.move(
        unfinished, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
