package berth.harness.database;

import static org.awaitility.Awaitility.await;

import berth.dev.EmbeddedDatabase;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An embedded PostgreSQL server for one test, which can crash and start again on the same port with
 * the same data. It stops with the JVM.
 */
public final class CrashableDatabase {

  private static final int TIMEOUT_SECONDS = 60;

  private final TestDatabase database;
  private final Path data;
  private final Path binaries;

  private CrashableDatabase(TestDatabase database, Path data, Path binaries) {
    this.database = database;
    this.data = data;
    this.binaries = binaries;
  }

  public static CrashableDatabase start() throws IOException, SQLException {
    TestDatabase database =
        new TestDatabase(EmbeddedDatabase.startTemporary(), EmbeddedDatabase.USER, "");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet folder = statement.executeQuery("SHOW data_directory")) {
      folder.next();
      Path data = Path.of(folder.getString(1));
      String program = postmaster(data).info().command().orElseThrow();
      return new CrashableDatabase(database, data, Path.of(program).resolveSibling("."));
    }
  }

  /** The database on the server. */
  public TestDatabase database() {
    return database;
  }

  /**
   * Kills all processes of the server at once, as a power cut would, except that data which the
   * operating system was given to write is not lost. Returns when the processes have ended.
   */
  public void crash() throws IOException {
    ProcessHandle postmaster = postmaster(data);
    // it must start no more processes while the others are listed
    Signal.STOP.to(postmaster);
    List<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    await()
        .atMost(Duration.ofSeconds(TIMEOUT_SECONDS))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /**
   * Starts the server again after a crash, with the same settings. Returns when it has recovered.
   */
  public void restart() throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            binaries.resolve("pg_ctl").toString(), "-D", data.toString(), "-w", "restart", "-t"));
    command.add(Integer.toString(TIMEOUT_SECONDS));
    Process starting =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      if (!starting.waitFor(TIMEOUT_SECONDS + 5, TimeUnit.SECONDS) || starting.exitValue() != 0) {
        throw new AssertionError("The server did not start again");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", stopped);
    }
  }

  /** The process from which all others of the server descend. */
  private static ProcessHandle postmaster(Path data) throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }
}
