package berth.harness.network;

import berth.harness.Api;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A stream of events, read by a thread of its own. */
public final class ServerSentEvents implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpResponse<InputStream> response;
  private final List<String> ids = new CopyOnWriteArrayList<>();
  private final List<JsonNode> data = new CopyOnWriteArrayList<>();
  private volatile boolean ended;
  private final AtomicInteger comments = new AtomicInteger();

  private ServerSentEvents(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read);
    reader.setDaemon(true);
    reader.start();
  }

  /** Opens a stream, and returns when its response has begun. */
  public static ServerSentEvents open(Api caller, String query) {
    return open(caller, query, null);
  }

  /** The same with the header {@code Last-Event-ID}. */
  public static ServerSentEvents open(Api caller, String query, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(caller.baseUrl() + "/v2/events" + query))
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + caller.token());
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      return new ServerSentEvents(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException failure) {
      throw new AssertionError("No stream", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", stopped);
    }
  }

  public int status() {
    return response.statusCode();
  }

  public String contentType() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  /** How many comments there were so far. */
  public int comments() {
    return comments.get();
  }

  /** The ids of the events so far. */
  public List<String> ids() {
    return List.copyOf(ids);
  }

  /** The events so far. */
  public List<JsonNode> data() {
    return List.copyOf(data);
  }

  /** Whether the service has ended the stream, or the connection is gone. */
  public boolean hasEnded() {
    return ended;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          data.add(JSON.readTree(line.substring("data: ".length())));
        } else if (line.startsWith("id: ")) {
          ids.add(line.substring("id: ".length()));
        } else if (line.startsWith(":")) {
          comments.incrementAndGet();
        }
      }
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    } catch (IOException closed) {
      // the stream is over, which is what readers see
    } finally {
      ended = true;
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException closed) {
      throw new AssertionError(closed);
    }
  }
}
