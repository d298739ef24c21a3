package berth.harness.pod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The memory of a container, for a pod that runs with the flags of the image. The limit is a
 * control group where the machine allows this process to create one (version 1, and the rights),
 * and else the flags alone.
 */
public final class MemoryLimit implements AutoCloseable {

  private static final Path GROUPS = Path.of("/sys/fs/cgroup/memory");
  private static final String FLAGS = "ENV JDK_JAVA_OPTIONS=";

  private final int mebibytes;
  private final Path group = GROUPS.resolve("berth-" + UUID.randomUUID());

  public MemoryLimit(int mebibytes) {
    this.mebibytes = mebibytes;
    try {
      Files.createDirectory(group);
      Files.writeString(
          group.resolve("memory.limit_in_bytes"), Long.toString((long) mebibytes << 20));
    } catch (IOException noSuchGroups) {
      // then only the flags bound the memory
    }
  }

  /** Whether the kernel ends a process that takes more. */
  public boolean isEnforced() {
    return Files.isWritable(group.resolve("cgroup.procs"));
  }

  /** The flags of the image, with the share of the memory as a number of mebibytes. */
  List<String> flags() {
    try (Stream<String> lines = Files.lines(Path.of("src/main/docker/Dockerfile.jvm"))) {
      String all = lines.filter(line -> line.startsWith(FLAGS)).findFirst().orElseThrow();
      List<String> flags = new ArrayList<>(List.of("-XX:+IgnoreUnrecognizedVMOptions"));
      for (String flag : all.substring(FLAGS.length()).replace("\"", "").split(" ", -1)) {
        String share = "-XX:MaxRAMPercentage=";
        flags.add(
            flag.startsWith(share)
                ? "-Xmx" + mebibytes * Integer.parseInt(flag.substring(share.length())) / 100 + "m"
                : flag);
      }
      return flags;
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** Changes the command so that its process first joins the group. */
  List<String> around(List<String> command) {
    if (!isEnforced()) {
      return command;
    }
    List<String> all =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"",
                "sh"));
    all.addAll(command);
    return all;
  }

  /** Removes the group. All its processes must have ended. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(group);
    } catch (IOException stillUsed) {
      throw new AssertionError(stillUsed);
    }
  }
}
