package berth.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The service as a caller with an API token sees it. Many threads may use it at once. */
public record Api(String baseUrl, @Nullable String token) {

  private static final String ACCOUNTS = "/v2/account/midjourney";
  private static final String SLOTS = "/v2/slots/midjourney";

  private static final int MAX_TRIES = 5;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** The same caller at another pod. */
  public Api at(String otherBaseUrl) {
    return new Api(otherBaseUrl, token);
  }

  /** Another caller at the same pod. */
  public Api as(@Nullable String otherToken) {
    return new Api(baseUrl, otherToken);
  }

  /** Creates a subscription, and returns a caller of it. */
  public Api subscribed(String subscription) {
    Answer made = post("/admin/subscriptions", subscription);
    if (made.status() != 201) {
      throw new AssertionError("No subscription: " + made);
    }
    return as(made.text("token"));
  }

  public Answer configure(String discord, int maxJobs) {
    return post(ACCOUNTS, "{\"discord\": \"%s\", \"maxJobs\": %d}".formatted(discord, maxJobs));
  }

  /**
   * Configures an account, which must succeed, and returns its channel. As callers do, it sends the
   * request again after a 503, which is a possible answer of a pod that has only just started on a
   * busy machine.
   */
  public String configured(String discord, int maxJobs) {
    Answer answer = configure(discord, maxJobs);
    for (int i = 1; i < MAX_TRIES && answer.status() == 503; i++) {
      answer = configure(discord, maxJobs);
    }
    if (answer.status() / 100 != 2) {
      throw new AssertionError("Not configured: " + answer);
    }
    return answer.text("channel");
  }

  public Answer deleteAccount(String channel) {
    return send("DELETE", ACCOUNTS + "/" + channel, null);
  }

  public Answer account(String channel) {
    return get(ACCOUNTS + "/" + channel);
  }

  public Answer pause(String channel) {
    return send("POST", ACCOUNTS + "/" + channel + "/pause", null);
  }

  public Answer resume(String channel) {
    return send("POST", ACCOUNTS + "/" + channel + "/resume", null);
  }

  public Answer reset(String channel) {
    return send("POST", ACCOUNTS + "/" + channel + "/reset", null);
  }

  public Answer take() {
    return take("{}");
  }

  /** Takes a slot, which must succeed, and returns its id. */
  public String taken() {
    Answer answer = take();
    if (answer.status() != 201) {
      throw new AssertionError("Not taken: " + answer);
    }
    return answer.text("slot");
  }

  /** Takes that many slots, which must succeed, and returns their ids. */
  public List<String> taken(int count) {
    return IntStream.range(0, count).mapToObj(n -> taken()).toList();
  }

  public Answer take(String body) {
    return post(SLOTS, body);
  }

  public Answer take(String body, String idempotencyKey) {
    return send(request("POST", SLOTS, body).header("Idempotency-Key", idempotencyKey).build());
  }

  /** Takes a slot with an idempotency key, and prefers to wait for it. */
  public Answer takeWaiting(String body, String idempotencyKey, int seconds) {
    return send(
        request("POST", SLOTS, body)
            .header("Idempotency-Key", idempotencyKey)
            .header("Prefer", "wait=" + seconds)
            .build());
  }

  /**
   * Takes a slot and prefers to wait for it. The request is cancelled like that of {@link
   * #sendTake}.
   */
  public CompletableFuture<HttpResponse<String>> waitForSlot(String body, int seconds) {
    return sendTake(body, Map.of("Prefer", "wait=" + seconds));
  }

  /**
   * Sends a request for a slot, with these headers. Cancelling the returned future disconnects the
   * client. The cancellation must be of this future, and not of one that depends on it.
   */
  public CompletableFuture<HttpResponse<String>> sendTake(
      String body, Map<String, String> headers) {
    return sendTake(CLIENT, body, headers);
  }

  /** The same with a client that has connections of its own. */
  public CompletableFuture<HttpResponse<String>> sendTake(
      HttpClient client, String body, Map<String, String> headers) {
    HttpRequest.Builder request = request("POST", SLOTS, body).timeout(Duration.ofSeconds(75));
    headers.forEach(request::header);
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  public Answer renew(String slot, int leaseSeconds) {
    return post(SLOTS + "/" + slot + "/renew", "{\"leaseSeconds\": %d}".formatted(leaseSeconds));
  }

  public Answer release(String slot) {
    return send("DELETE", SLOTS + "/" + slot, null);
  }

  /** Releases a slot and reports the outcome of the job: {@code outcome=…}, as a query. */
  public Answer release(String slot, String query) {
    return send("DELETE", SLOTS + "/" + slot + "?" + query, null);
  }

  public Answer slot(String slot) {
    return get(SLOTS + "/" + slot);
  }

  public Answer slots() {
    return get(SLOTS);
  }

  public Answer get(String path) {
    return send("GET", path, null);
  }

  /** The same for a caller that has the version with this {@code ETag}. */
  public Answer getIfChanged(String path, String tag) {
    return send(request("GET", path, null).header("If-None-Match", tag).build());
  }

  public Answer post(String path, String body) {
    return send("POST", path, body);
  }

  /** Sends a request, as JSON when it has a body, and waits for the answer. */
  public Answer send(String method, String path, @Nullable String body) {
    return send(request(method, path, body).build());
  }

  private HttpRequest.Builder request(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  /** Sends any request; the answer must be one that the API's description has. */
  public static Answer send(HttpRequest request) {
    try {
      Answer answer = Answer.of(CLIENT.send(request, BodyHandlers.ofString()));
      ApiDescription.check(request, answer);
      return answer;
    } catch (IOException failure) {
      throw new AssertionError("No answer to " + request, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", stopped);
    }
  }
}
