package berth.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A server that answers what the test says. */
final class ScriptedBerth implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request that the server has got, at a time of {@link System#nanoTime}. */
  record Request(String method, String path, Map<String, String> headers, JsonNode body, long at) {}

  /** An answer; a status of 0 closes the connection without one. */
  record Reply(int status, String body, Map<String, String> headers) {

    static final Reply CUT = of(0, "");

    static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  volatile Function<Request, Reply> onTake =
      request -> granted(1, request.body().path("leaseSeconds").asInt());
  volatile Function<Request, Reply> onRenew = request -> renewed(request, 60);
  volatile Function<Request, Reply> onRelease = request -> Reply.of(204, "");

  ScriptedBerth() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static Reply granted(int number, int seconds) {
    return Reply.of(
        201,
        """
        {"slot": "slot-%1$d", "channel": "1000", "discord": "whole-discord-token", "fence": %1$d,
         "grantedAt": "2026-01-01T00:00:00Z", "leasedUntil": "2026-01-01T00:01:00Z",
         "leaseSeconds": %2$d}"""
            .formatted(number, seconds));
  }

  static Reply renewed(Request request, int seconds) {
    return Reply.of(
        200,
        slots(request).stream()
            .map(
                slot ->
                    "{\"slot\": \"%s\", \"leasedUntil\": \"x\", \"leaseSeconds\": %d}"
                        .formatted(slot, seconds))
            .collect(Collectors.joining(",", "{\"renewed\": [", "], \"ended\": []}")));
  }

  static Reply ended(Request request) {
    return Reply.of(
        200,
        slots(request).stream()
            .collect(Collectors.joining("\",\"", "{\"renewed\": [], \"ended\": [\"", "\"]}")));
  }

  static List<String> slots(Request request) {
    return request.body().path("slots").valueStream().map(JsonNode::asText).toList();
  }

  List<Request> takes() {
    return requests.stream().filter(request -> request.path().endsWith("/midjourney")).toList();
  }

  List<Request> renewals() {
    return requests.stream().filter(request -> request.path().endsWith("/renew")).toList();
  }

  List<Request> releases() {
    return requests.stream().filter(request -> request.method().equals("DELETE")).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().get(0))),
              JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body),
              System.nanoTime());
      requests.add(request);
      Reply reply = answer(request);
      if (reply.status() > 0) {
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] content = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
      }
    }
  }

  private Reply answer(Request request) {
    if (request.method().equals("DELETE")) {
      return onRelease.apply(request);
    }
    return request.path().endsWith("/renew") ? onRenew.apply(request) : onTake.apply(request);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
