package berth.dev;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends the most frequent requests of callers, often enough that the service responds quickly. */
final class TrainingCalls {

  /** The API token of the requests. */
  static final String TOKEN = "training-token-not-secret";

  private static final int ROUNDS = 200;
  private static final int MAX_JOBS = 3;
  private static final int UNAVAILABLE = 503;

  /** Success, or a refusal because all slots are held. */
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 204, 429);

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final String ACCOUNTS = "/v2/account/midjourney";
  private static final String SLOTS = "/v2/slots/midjourney";
  private static final Pattern SLOT = Pattern.compile("\"slot\":\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String service;
  private final String management;

  TrainingCalls(String service, String management) {
    this.service = service;
    this.management = management;
  }

  /**
   * Sends the requests as soon as the service is ready.
   *
   * @param alive whether the process of the service still runs
   */
  void send(BooleanSupplier alive) throws IOException, InterruptedException {
    awaitReady(alive);
    request("POST", ACCOUNTS, "{\"discord\": \"sim-training\", \"maxJobs\": " + MAX_JOBS + "}");
    for (int round = 0; round < ROUNDS; round++) {
      session();
    }
  }

  private void awaitReady(BooleanSupplier alive) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!isReady()) {
      if (!alive.getAsBoolean() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("The package did not start");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    try {
      URI ready = URI.create(management + "/q/health/ready");
      return send(HttpRequest.newBuilder(ready).timeout(TIMEOUT).build()).statusCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /** Takes all slots, waits for one more, and releases all. */
  private void session() throws IOException, InterruptedException {
    for (int slot = 0; slot < MAX_JOBS; slot++) {
      request("POST", SLOTS, "{\"leaseSeconds\": 60, \"ref\": \"training\"}");
    }
    request("POST", SLOTS, null);
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(
            builder("POST", SLOTS, null).header("Prefer", "wait=10").build(),
            BodyHandlers.ofString());
    releaseAll();
    waiting.join();
    request("GET", "/v2/account", null);
    request("GET", ACCOUNTS, null);
    releaseAll();
  }

  private void releaseAll() throws IOException, InterruptedException {
    Matcher held = SLOT.matcher(request("GET", SLOTS, null));
    while (held.find()) {
      request("POST", SLOTS + "/" + held.group(1) + "/renew", null);
      request("DELETE", SLOTS + "/" + held.group(1), null);
    }
  }

  /**
   * Sends the request until the response is not a 503. On a busy machine, the first statements of a
   * service that has just started may take longer than its timeouts.
   */
  private String request(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    HttpRequest request = builder(method, path, body).build();
    HttpResponse<String> response = send(request);
    while (response.statusCode() == UNAVAILABLE && System.nanoTime() - deadline < 0) {
      Thread.sleep(PAUSE.toMillis());
      response = send(request);
    }
    if (!EXPECTED.contains(response.statusCode())) {
      throw new IllegalStateException(
          "Response to %s was %d: %s".formatted(request, response.statusCode(), response.body()));
    }
    return response.body();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder builder(String method, String path, @Nullable String body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(service + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return body == null ? builder : builder.header("Content-Type", "application/json");
  }
}
