package berth.chaos.worker;

import berth.chaos.fault.Fleet;
import berth.chaos.fault.Member;
import berth.chaos.record.Figure;
import berth.chaos.record.History;
import berth.harness.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Sends each request to a random pod, and records answers that must not occur. */
public final class ChaosCaller {

  private static final int UNAVAILABLE = 503;

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Fleet fleet;
  private final History history;
  private final Random random;

  public ChaosCaller(Fleet fleet, History history, Random random) {
    this.fleet = fleet;
    this.history = history;
    this.random = random;
  }

  Reply send(ChaosRequest request) throws InterruptedException {
    Member pod = fleet.any(random);
    HttpRequest http = http(pod.pod().url(), request);
    long sent = System.nanoTime();
    Optional<Answer> answer = Optional.empty();
    try {
      HttpResponse<String> response = CLIENT.send(http, BodyHandlers.ofString());
      Answer read = new Answer(response.statusCode(), response.headers(), response.body());
      if (request.expected().contains(read.status())) {
        answer = Optional.of(read);
      } else if (read.status() != UNAVAILABLE) {
        history.violation(
            "unexpected: %s %s: %s%n%s"
                .formatted(request.method(), request.path(), read, pod.logTail()));
      }
    } catch (IOException failure) {
      boolean fullTimeout = request.timeout().equals(ChaosRequest.FULL_TIMEOUT);
      if (fullTimeout && pod.process().isUndisturbedSince(sent)) {
        history.violation(
            "no answer from an undisturbed pod: %s %s %s at %s, sent %s before %s: %s%n%s"
                .formatted(
                    request.method(),
                    request.path(),
                    request.headers(),
                    pod.pod().url(),
                    Duration.ofNanos(System.nanoTime() - sent),
                    Instant.now(),
                    failure,
                    pod.logTail()));
      }
    }
    if (answer.isEmpty()) {
      history.count(Figure.REQUESTS_WITHOUT_OUTCOME);
    }
    return new Reply(answer, pod, sent, System.nanoTime());
  }

  private static HttpRequest http(String baseUrl, ChaosRequest request) {
    String body = request.body();
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder http =
        HttpRequest.newBuilder(URI.create(baseUrl + request.path()))
            .timeout(request.timeout())
            .method(request.method(), publisher)
            .header("Authorization", "Bearer " + request.token());
    if (body != null) {
      http.header("Content-Type", "application/json");
    }
    request.headers().forEach(http::header);
    return http.build();
  }
}
