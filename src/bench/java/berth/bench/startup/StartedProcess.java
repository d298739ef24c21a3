package berth.bench.startup;

import berth.harness.Api;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the service on a free port, with one API token; it may not answer yet. */
final class StartedProcess implements AutoCloseable {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final String TOKEN = "start-up-token-not-secret";

  private final Process process;
  private final String url;
  private final String managementUrl;
  private final long start;

  private StartedProcess(Process process, String url, String managementUrl, long start) {
    this.process = process;
    this.url = url;
    this.managementUrl = managementUrl;
    this.start = start;
  }

  /** Starts a process with these settings, the API token and a free port. */
  static StartedProcess start(List<String> command, Map<String, String> settings)
      throws IOException {
    int port = freePort();
    int managementPort = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(settings);
    builder.environment().put("BERTH_BOOTSTRAP_TOKEN", TOKEN);
    builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
    builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    long start = System.nanoTime();
    return new StartedProcess(
        builder.start(), "http://127.0.0.1:" + port, "http://127.0.0.1:" + managementPort, start);
  }

  /** The client that calls the process with its API token. */
  Api caller() {
    return new Api(url, TOKEN);
  }

  long pid() {
    return process.pid();
  }

  /** Whether the readiness probe of the process succeeds; throws like {@link #answers}. */
  boolean isReady() throws IOException {
    return answersAt(managementUrl + "/q/health/ready");
  }

  /**
   * Whether the process answers a GET with 200.
   *
   * @throws AssertionError when the process has ended, or two minutes have passed since its start
   */
  boolean answers(String path) throws IOException {
    return answersAt(url + path);
  }

  private boolean answersAt(String address) throws IOException {
    if (!process.isAlive() || System.nanoTime() - start > TIMEOUT_NANOS) {
      throw new AssertionError("The process did not start");
    }
    HttpURLConnection request = (HttpURLConnection) URI.create(address).toURL().openConnection();
    request.setRequestProperty("Authorization", "Bearer " + TOKEN);
    try {
      return request.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    } finally {
      request.disconnect();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
