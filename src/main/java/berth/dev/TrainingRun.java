package berth.dev;

import berth.dev.discord.SimulatedDiscord;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a package for a short time, with a database and a simulated Discord of its own, so that the
 * JVM can write at its end what it needs at its next start. The image is built with it.
 */
public final class TrainingRun {

  /** The exit status of a process that ended because of SIGTERM. */
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  /** At the end, the JVM writes for longer than the run itself takes. */
  private static final int EXIT_TIMEOUT_SECONDS = 300;

  private static final String KEYS = "k1:YmVydGgtZGV2ZWxvcG1lbnQta2V5LW5vdC1zZWNyZXQ=";

  private TrainingRun() {}

  /**
   * Runs a package.
   *
   * @param command starts the package
   */
  public static void main(String[] command) throws IOException, InterruptedException {
    run(List.of(command));
    // stops the database
    System.exit(0);
  }

  /** Runs a package; returns when it has ended. */
  public static void run(List<String> command) throws IOException, InterruptedException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      int port = freePort();
      int managementPort = freePort();
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.environment().keySet().removeIf(name -> name.matches("(BERTH|QUARKUS)_.*"));
      builder
          .environment()
          .putAll(
              Map.of(
                  "BERTH_DATABASE_URL",
                  EmbeddedDatabase.startTemporary(),
                  "BERTH_DATABASE_USER",
                  EmbeddedDatabase.USER,
                  "BERTH_ENCRYPTION_KEYS",
                  KEYS,
                  "BERTH_BOOTSTRAP_TOKEN",
                  TrainingCalls.TOKEN,
                  "BERTH_DISCORD_URL",
                  discord.url().toString(),
                  "QUARKUS_HTTP_HOST",
                  "127.0.0.1",
                  "QUARKUS_HTTP_PORT",
                  Integer.toString(port),
                  "QUARKUS_MANAGEMENT_HOST",
                  "127.0.0.1",
                  "QUARKUS_MANAGEMENT_PORT",
                  Integer.toString(managementPort)));
      Process process = builder.start();
      try {
        new TrainingCalls("http://127.0.0.1:" + port, "http://127.0.0.1:" + managementPort)
            .send(process::isAlive);
        process.destroy();
        if (!process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("The package did not end");
        }
        if (process.exitValue() != ENDED_BY_SIGTERM) {
          throw new IllegalStateException("The package ended with " + process.exitValue());
        }
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
