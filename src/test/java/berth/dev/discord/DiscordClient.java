package berth.dev.discord;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends requests to the simulated Discord, without Berth in between. */
public final class DiscordClient {

  public static final String USER = "/users/@me";
  public static final String CHANNELS = "/users/@me/channels";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final SimulatedDiscord discord;

  public DiscordClient(SimulatedDiscord discord) {
    this.discord = discord;
  }

  public HttpResponse<String> get(String token, String path) throws IOException {
    return send(toApi(token, path).build(), BodyHandlers.ofString());
  }

  public HttpResponse<InputStream> open(String token, String path) throws IOException {
    return send(toApi(token, path).build(), BodyHandlers.ofInputStream());
  }

  CompletableFuture<HttpResponse<String>> begin(String token, String path) {
    return client.sendAsync(toApi(token, path).build(), BodyHandlers.ofString());
  }

  public int status(String token) {
    try {
      return get(token, USER).statusCode();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Status and body. */
  String control(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(discord.controlUrl().resolve(path))
            .timeout(TIMEOUT)
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = send(request, BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().strip();
  }

  private HttpRequest.Builder toApi(String token, String path) {
    return HttpRequest.newBuilder(URI.create(discord.url() + path))
        .timeout(TIMEOUT)
        .header("Authorization", token);
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    try {
      return client.send(request, handler);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(stopping);
    }
  }
}
