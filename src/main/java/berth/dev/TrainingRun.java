package berth.dev;

import berth.dev.discord.SimulatedDiscord;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets a package live a short life, with a database and a simulated Discord of its own, so that the
 * JVM can write down at its end what it will need at the next start. The image is built with it.
 */
public final class TrainingRun {

  /** What a process returns that ended because it was asked to. */
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  /** Writing down takes longer than all that is written about. */
  private static final int PATIENCE_SECONDS = 300;

  private static final String KEYS = "k1:YmVydGgtZGV2ZWxvcG1lbnQta2V5LW5vdC1zZWNyZXQ=";

  private TrainingRun() {}

  /**
   * Runs one.
   *
   * @param command starts the package
   */
  public static void main(String[] command) throws IOException, InterruptedException {
    run(List.of(command));
    // ends the database
    System.exit(0);
  }

  /** Runs one; returns when the package has ended. */
  public static void run(List<String> command) throws IOException, InterruptedException {
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      int port = freePort();
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
                  Integer.toString(port)));
      Process process = builder.start();
      try {
        new TrainingCalls("http://127.0.0.1:" + port).make(process::isAlive);
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
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
