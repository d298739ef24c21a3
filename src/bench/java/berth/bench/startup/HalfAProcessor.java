package berth.bench.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Linux control group whose processes may use half a processor. It needs root. */
record HalfAProcessor(Path group) implements AutoCloseable {

  private static final Path V1 = Path.of("/sys/fs/cgroup/cpu");
  private static final Path V2 = Path.of("/sys/fs/cgroup");

  /**
   * Creates the control group.
   *
   * @throws IOException when this machine has no control groups, or refuses access
   */
  static HalfAProcessor create() throws IOException {
    boolean v1 = Files.isDirectory(V1);
    Path group = (v1 ? V1 : V2).resolve("berth-bench-" + ProcessHandle.current().pid());
    Files.createDirectory(group);
    if (v1) {
      Files.writeString(group.resolve("cpu.cfs_quota_us"), "50000");
    } else {
      Files.writeString(group.resolve("cpu.max"), "50000 100000");
    }
    return new HalfAProcessor(group);
  }

  /** Wraps the command in a shell that joins the group before it runs the command. */
  List<String> command(List<String> command) {
    List<String> inGroup =
        new ArrayList<>(
            List.of("sh", "-c", "echo $$ > " + group + "/cgroup.procs && exec \"$@\"", "sh"));
    inGroup.addAll(command);
    return inGroup;
  }

  /** Deletes the group. To be called when all its processes have ended. */
  @Override
  public void close() throws IOException {
    Files.delete(group);
  }
}
