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

/** What callers ask of the service most, until it has become quick to answer. */
final class TrainingCalls {

  /** Of the subscription that calls. */
  static final String TOKEN = "training-token-not-secret";

  private static final int ROUNDS = 200;
  private static final int MAX_JOBS = 3;
  private static final int UNAVAILABLE = 503;

  /** Done, or refused because all slots are taken. */
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 204, 429);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final String ACCOUNTS = "/v2/account/midjourney";
  private static final String SLOTS = "/v2/slots/midjourney";
  private static final Pattern SLOT = Pattern.compile("\"slot\":\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String service;

  TrainingCalls(String service) {
    this.service = service;
  }

  /**
   * Makes them as soon as the service is there.
   *
   * @param alive whether it may still come
   */
  void make(BooleanSupplier alive) throws IOException, InterruptedException {
    awaitReady(alive);
    ask("POST", ACCOUNTS, "{\"discord\": \"sim-training\", \"maxJobs\": " + MAX_JOBS + "}");
    for (int round = 0; round < ROUNDS; round++) {
      session();
    }
  }

  private void awaitReady(BooleanSupplier alive) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!alive.getAsBoolean() || System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("The package did not start");
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    try {
      return send(request("GET", "/q/health/ready", null).build()).statusCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /** All slots are taken, one more is waited for, all are given back. */
  private void session() throws IOException, InterruptedException {
    for (int slot = 0; slot < MAX_JOBS; slot++) {
      ask("POST", SLOTS, "{\"leaseSeconds\": 60, \"ref\": \"training\"}");
    }
    ask("POST", SLOTS, null);
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(
            request("POST", SLOTS, null).header("Prefer", "wait=10").build(),
            BodyHandlers.ofString());
    giveBack();
    waiting.join();
    ask("GET", "/v2/account", null);
    ask("GET", ACCOUNTS, null);
    giveBack();
  }

  private void giveBack() throws IOException, InterruptedException {
    Matcher held = SLOT.matcher(ask("GET", SLOTS, null));
    while (held.find()) {
      ask("POST", SLOTS + "/" + held.group(1) + "/renew", null);
      ask("DELETE", SLOTS + "/" + held.group(1), null);
    }
  }

  /**
   * Asks until there is an answer: on a busy machine a service that runs for the first time may
   * take longer for the first statements than it allows itself.
   */
  private String ask(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HttpRequest request = request(method, path, body).build();
    HttpResponse<String> answer = send(request);
    while (answer.statusCode() == UNAVAILABLE && System.nanoTime() - deadline < 0) {
      Thread.sleep(PAUSE.toMillis());
      answer = send(request);
    }
    if (!EXPECTED.contains(answer.statusCode())) {
      throw new IllegalStateException(
          "%s was answered %d: %s".formatted(request, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return body == null ? request : request.header("Content-Type", "application/json");
  }
}
