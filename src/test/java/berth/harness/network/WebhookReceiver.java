package berth.harness.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A receiver of webhooks, which answers as it is told to. */
public final class WebhookReceiver implements AutoCloseable {

  /** How the receiver answers. */
  public interface Behaviour {
    void answer(HttpExchange request) throws IOException;
  }

  /** A message that arrived. */
  public record Received(String id, String time, String signature, String body) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException noJson) {
        throw new AssertionError(body, noJson);
      }
    }

    /** The id of the event in it. */
    public int event() {
      return json().at("/data/id").asInt();
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(WebhookReceiver::daemon);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour = answering(204);

  private WebhookReceiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    Thread starter = daemon(server::start); // its threads are daemons, too
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "webhook-receiver");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a receiver that accepts all messages. */
  public static WebhookReceiver start() {
    try {
      return new WebhookReceiver(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /** A behaviour that answers with the status. */
  public static Behaviour answering(int status) {
    return request -> request.sendResponseHeaders(status, -1);
  }

  /** Redirects to the URL. */
  public static Behaviour redirecting(String url) {
    return request -> {
      request.getResponseHeaders().add("Location", url);
      request.sendResponseHeaders(302, -1);
    };
  }

  /** Accepts the message, and then sends a body without end. */
  public static Behaviour endless() {
    return request -> {
      request.sendResponseHeaders(200, 0);
      byte[] piece = new byte[65_536];
      OutputStream body = request.getResponseBody();
      for (int i = 0; i < 16_384; i++) {
        body.write(piece);
      }
    };
  }

  /** Answers only when the connection is closed. */
  public static Behaviour hanging() {
    return request -> {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    };
  }

  public void behave(Behaviour newBehaviour) {
    behaviour = newBehaviour;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/berth?key=1";
  }

  /** The messages so far, in the order of their arrival. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** The ids of the events so far. */
  public List<Integer> events() {
    return received.stream().map(Received::event).toList();
  }

  private void serve(HttpExchange request) throws IOException {
    try (request) {
      received.add(
          new Received(
              header(request, "webhook-id"),
              header(request, "webhook-timestamp"),
              header(request, "webhook-signature"),
              new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      behaviour.answer(request);
    }
  }

  private static String header(HttpExchange request, String name) {
    @Nullable String value = request.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
