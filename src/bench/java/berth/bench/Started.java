package berth.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one start came to.
 *
 * @param seconds from the start of the process until a caller had the first answer that needed the
 *     database
 * @param idleMebibytes what of the process was in memory when it had done nothing for a while; 0
 *     where the system does not tell
 */
record Started(double seconds, double idleMebibytes) {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long IDLE_SECONDS = 15;
  private static final String TOKEN = "start-up-token-not-secret";

  /** Starts the service, waits for its answer, lets it idle, and ends it. */
  static Started measure(List<String> command, Map<String, String> settings)
      throws IOException, InterruptedException {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(settings);
    builder.environment().put("BERTH_BOOTSTRAP_TOKEN", TOKEN);
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + port + "/v2/account");
      while (!answers(url)) {
        if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
          throw new AssertionError("It did not start");
        }
        TimeUnit.MILLISECONDS.sleep(2);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      return new Started(seconds, residentMebibytes(process.pid()));
    } finally {
      process.destroy();
      process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      process.destroyForcibly();
    }
  }

  private static boolean answers(URI url) throws IOException {
    HttpURLConnection request = (HttpURLConnection) url.toURL().openConnection();
    request.setRequestProperty("Authorization", "Bearer " + TOKEN);
    try {
      return request.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    } finally {
      request.disconnect();
    }
  }

  private static double residentMebibytes(long process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        / 1024.0;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public String toString() {
    return Figures.text(seconds) + " s, " + Figures.text(idleMebibytes) + " MiB";
  }
}
