package berth.harness.database;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server of PostgreSQL's full package, since the embedded one can't replicate. Its programs are
 * in the folder {@code berth.postgres.bin}, or where {@code pg_config} says.
 */
public final class PostgresServer implements AutoCloseable {

  /** The only user of the server, which needs no password. */
  public static final String USER = "postgres";

  /** The name by which a standby is known to its primary. */
  public static final String STANDBY = "standby";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Where Debian's packages put the programs of each version. */
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path data;
  private final int port;

  private PostgresServer(Path programs, Path data, int port) {
    this.programs = programs;
    this.data = data;
    this.port = port;
  }

  /** The folders of the versions that are installed on this machine. */
  public static List<Path> installed() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
          .sorted()
          .toList();
    }
  }

  /**
   * Starts a server without a standby.
   *
   * @param programs one of the folders of {@link #installed}
   */
  public static PostgresServer start(Path programs) throws IOException {
    PostgresServer alone = make(programs);
    alone.initialise();
    alone.start();
    return alone;
  }

  /** Starts a server that commits nothing before a standby has it, too. */
  public static PostgresServer startPrimary() throws IOException {
    PostgresServer primary = make(folder());
    primary.initialise();
    primary.set("synchronous_commit", "on");
    primary.set("synchronous_standby_names", STANDBY);
    primary.start();
    return primary;
  }

  /** Starts a standby of this server, and returns when commits wait for the standby. */
  public PostgresServer startStandby() throws IOException {
    PostgresServer standby = make(programs);
    String primary =
        "host=127.0.0.1 port=%d user=%s application_name=%s".formatted(port, USER, STANDBY);
    run("pg_basebackup", "-D", standby.data.toString(), "-d", primary, "-R", "-c", "fast");
    // it has no standby to wait for once it is the primary
    standby.set("synchronous_standby_names", "");
    standby.start();
    await().atMost(TIMEOUT).until(this::isFollowedSynchronously);
    return standby;
  }

  /** The database of the server. */
  public TestDatabase database() {
    return new TestDatabase("postgresql://%s/postgres".formatted(address()), USER, "");
  }

  /** The host and port of the server, as the authority of a URL. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Kills all processes of the server at once, and returns when they have ended. */
  public void kill() throws IOException {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    // later the process id in this file may be that of another process
    Files.delete(data.resolve("postmaster.pid"));
  }

  /** Promotes this standby, and returns when it is a primary. */
  public void promote() throws IOException {
    run("pg_ctl", "-D", data.toString(), "-w", "promote");
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      kill();
    }
    try (Stream<Path> files = Files.walk(data.getParent())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void initialise() throws IOException {
    run("initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8");
  }

  private static PostgresServer make(Path programs) throws IOException {
    Path folder = Files.createTempDirectory("berth-failover");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new PostgresServer(programs, folder.resolve("data"), free.getLocalPort());
    }
  }

  private void start() throws IOException {
    String options =
        "-h 127.0.0.1 -p %d -c unix_socket_directories=%s".formatted(port, data.getParent());
    String log = data.resolveSibling("log").toString();
    run("pg_ctl", "-D", data.toString(), "-l", log, "-w", "-o", options, "start");
  }

  private void set(String setting, String value) throws IOException {
    Files.writeString(
        data.resolve("postgresql.conf"),
        "%n%s = '%s'%n".formatted(setting, value),
        StandardOpenOption.APPEND);
  }

  private boolean isFollowedSynchronously() throws SQLException {
    try (Connection connection = database().connect();
        Statement statement = connection.createStatement();
        ResultSet followers =
            statement.executeQuery("SELECT FROM pg_stat_replication WHERE sync_state = 'sync'")) {
      return followers.next();
    }
  }

  /**
   * The processes of the server. The one from which all others descend is first, so that it starts
   * no more.
   */
  private List<ProcessHandle> processes() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).stream()
        .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
        .toList();
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    output(command);
  }

  private static Path folder() throws IOException {
    String given = System.getProperty("berth.postgres.bin", "");
    return Path.of(given.isEmpty() ? output(List.of("pg_config", "--bindir")).strip() : given);
  }

  private static String output(List<String> command) throws IOException {
    Path output = Files.createTempFile("berth-failover", ".log");
    try {
      // not a pipe, because a server that was started would keep it open
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + printed);
      }
      return printed;
    } catch (IOException missing) {
      throw new AssertionError(
          "PostgreSQL's full package is needed; -Dberth.postgres.bin says where its programs are",
          missing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", stopped);
    } finally {
      Files.delete(output);
    }
  }
}
