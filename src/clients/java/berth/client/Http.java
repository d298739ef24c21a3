package berth.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends requests with the API token. */
final class Http {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final String url;
  private final String token;

  Http(URI url, String token) {
    // checked here, since the exception of the JDK would show the token
    if (!token.matches("[!-~]+")) {
      throw new IllegalArgumentException(
          "The token must be visible ASCII, without blanks or line ends");
    }
    this.url = url.toString().replaceAll("/+$", "");
    this.token = token;
  }

  /** Reads a body as one of the answers. Fields that are not known are ignored. */
  <T> T read(HttpAnswer answer, Class<T> type) {
    return json.convertValue(answer.body(), type);
  }

  HttpRequest.Builder request(String method, String path, @Nullable Map<String, ?> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    if (body == null) {
      return request.method(method, BodyPublishers.noBody());
    }
    try {
      return request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(json.writeValueAsString(body)));
    } catch (JsonProcessingException bug) {
      throw new IllegalArgumentException(bug);
    }
  }

  /** Cancelling the result closes the connection, so that the service notices. */
  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  HttpAnswer answer(HttpResponse<String> response) {
    return HttpAnswer.of(json, response);
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @throws InterruptedException when the thread is interrupted; the request is then cancelled
   */
  HttpAnswer send(HttpRequest request) throws NoAnswerException, InterruptedException {
    CompletableFuture<HttpResponse<String>> sent = sendAsync(request);
    try {
      return answer(sent.get());
    } catch (ExecutionException failure) {
      throw new NoAnswerException(failure.getCause() == null ? failure : failure.getCause());
    } finally {
      sent.cancel(true);
    }
  }
}
