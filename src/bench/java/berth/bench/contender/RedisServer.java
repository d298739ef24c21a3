package berth.bench.contender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Redis server on a free port of the loopback interface. It syncs to the disk before it answers,
 * as PostgreSQL does.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Process process;
  private final Path folder;
  private final int port;

  private RedisServer(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts a server; empty where Redis is not installed. */
  public static Optional<RedisServer> start() throws IOException {
    Optional<Path> program = program();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("berth-bench-redis");
    int port = freePort();
    Process process =
        new ProcessBuilder(
                List.of(
                    program.get().toString(),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--dir",
                    folder.toString(),
                    "--appendonly",
                    "yes",
                    "--appendfsync",
                    "always",
                    "--save",
                    ""))
            .redirectErrorStream(true)
            .redirectOutput(log(folder).toFile())
            .start();
    // in case this JVM is stopped before it closes the server
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    RedisServer server = new RedisServer(process, folder, port);
    try {
      server.awaitListening();
    } catch (IOException failure) {
      server.close();
      throw failure;
    }
    return Optional.of(server);
  }

  /** The address in the form that Redisson expects. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void awaitListening() throws IOException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!listens()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException("Redis did not start: " + Files.readString(log(folder)));
      }
      Thread.onSpinWait();
    }
  }

  private boolean listens() {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Path log(Path folder) {
    return folder.resolve("redis.log");
  }

  private static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(":", -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
