package berth.harness.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy between a pod and Discord, which forwards {@code GET} over plain HTTP. */
public final class ForwardProxy implements AutoCloseable {

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger passed = new AtomicInteger();

  private ForwardProxy(HttpServer server) {
    this.server = server;
  }

  /** Starts a proxy on a free port of the loopback interface. */
  public static ForwardProxy start() throws IOException {
    ForwardProxy proxy =
        new ForwardProxy(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    proxy.server.createContext("/", proxy::pass);
    proxy.server.start();
    return proxy;
  }

  /** The port on which the proxy listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The number of requests that were forwarded. */
  public int passed() {
    return passed.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** The URI in a request to a proxy names the server as well. */
  private void pass(HttpExchange exchange) throws IOException {
    URI target = exchange.getRequestURI();
    HttpRequest.Builder request = HttpRequest.newBuilder(target);
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .ifPresent(token -> request.header("Authorization", token));
    try (exchange) {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      passed.incrementAndGet();
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      answer
          .headers()
          .firstValue("Via")
          .ifPresent(via -> exchange.getResponseHeaders().set("Via", via));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
