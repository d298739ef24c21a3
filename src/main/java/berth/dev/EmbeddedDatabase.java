package berth.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A PostgreSQL server that needs no installation: its binaries are a dependency. It listens on a
 * free port of the loopback interface, trusts every client there, and stops with the JVM that
 * started it.
 */
public final class EmbeddedDatabase {

  /** The only user, which needs no password. */
  public static final String USER = "postgres";

  /** The index of the line with the port; see PostgreSQL's {@code pidfile.h}. */
  private static final int PORT_LINE = 3;

  /**
   * The folder for the unpacked binaries. It is of one user, since another user can't write to it.
   */
  private static final File BINARIES =
      new File(
          System.getProperty("java.io.tmpdir"),
          "berth-postgres-" + System.getProperty("user.name"));

  private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(60);

  private EmbeddedDatabase() {}

  /**
   * Starts a server with persistent data, or finds one that still runs because its JVM was killed.
   *
   * @param data the folder of the data; created when it is missing
   * @return the URL of its database
   */
  static String startPersistent(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (Files.exists(pidFile)) {
      List<String> lines = Files.readAllLines(pidFile);
      if (lines.size() > PORT_LINE && serves(data, url(port(lines)))) {
        return url(port(lines));
      }
    }
    Files.createDirectories(data);
    return url(
        builder().setDataDirectory(data.toFile()).setCleanDataDirectory(false).start().getPort());
  }

  /**
   * Starts a server whose data are deleted at its end.
   *
   * @return the URL of its database
   */
  public static String startTemporary() throws IOException {
    return url(builder().start().getPort());
  }

  /** As durable as a server in production. The library's defaults may lose committed data. */
  private static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(BINARIES)
        .setPGStartupWait(STARTUP_TIMEOUT)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on");
  }

  private static String url(int port) {
    return "postgresql://127.0.0.1:" + port + "/postgres";
  }

  private static int port(List<String> pidFile) {
    return Integer.parseInt(pidFile.get(PORT_LINE).strip());
  }

  /**
   * Whether the server at the URL is the one of the folder. The port may be another server's by
   * now.
   */
  private static boolean serves(Path data, String url) {
    try (Connection connection = DriverManager.getConnection("jdbc:" + url, USER, "");
        Statement statement = connection.createStatement();
        ResultSet folder = statement.executeQuery("SHOW data_directory")) {
      return folder.next() && data.equals(Path.of(folder.getString(1)));
    } catch (SQLException notRunning) {
      return false;
    }
  }
}
