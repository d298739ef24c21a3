package berth.harness.network;

import berth.harness.pod.Pod;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer behind a bad network. It delays requests, cuts connections before and after a
 * request has reached a pod, delivers requests twice, and now and then answers nothing for long.
 */
public final class BadNetwork implements AutoCloseable {

  /** What happens to a request; the number is how many of a hundred. */
  public enum Fault {
    DELAY(10),
    /** The pod does not get the request. */
    CUT(3),
    /** The pod carries the request out, and the client gets no answer. */
    LOST_ANSWER(4),
    /** The pod gets the request twice; the client gets the second answer. */
    TWICE(4),
    /** The client gets no answer for longer than it waits. */
    SILENCE(1);

    private final int percent;

    Fault(int percent) {
      this.percent = percent;
    }
  }

  private static final Duration SILENCE = Duration.ofSeconds(12);

  private final List<Pod> pods = new CopyOnWriteArrayList<>();
  private final Map<Fault, AtomicInteger> faults = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Random random;
  private final HttpServer server;

  private BadNetwork(Random random, HttpServer server) {
    this.random = random;
    this.server = server;
  }

  /** Starts without any pod. */
  public static BadNetwork start(long seed) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
      BadNetwork network = new BadNetwork(new Random(seed), server);
      server.createContext("/", network::handle);
      server.setExecutor(network.threads);
      server.start();
      return network;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where clients connect to. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void add(Pod pod) {
    pods.add(pod);
  }

  public void remove(Pod pod) {
    pods.remove(pod);
  }

  /** How often each fault has happened. */
  public Map<Fault, AtomicInteger> faults() {
    return faults;
  }

  private synchronized int roll(int sides) {
    return random.nextInt(sides);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Fault fault = fault();
      if (fault != null) {
        faults.computeIfAbsent(fault, first -> new AtomicInteger()).incrementAndGet();
      }
      if (fault == Fault.CUT) {
        return;
      }
      if (fault == Fault.DELAY) {
        LockSupport.parkNanos(Duration.ofMillis(roll(800)).toNanos());
      }
      HttpResponse<byte[]> response = forward(exchange, body);
      if (fault == Fault.TWICE) {
        response = forward(exchange, body);
      }
      if (fault == Fault.SILENCE) {
        LockSupport.parkNanos(SILENCE.toNanos());
      }
      if (response != null && fault != Fault.LOST_ANSWER && fault != Fault.SILENCE) {
        answer(exchange, response);
      }
    }
  }

  private @Nullable Fault fault() {
    int rolled = roll(100);
    for (Fault fault : Fault.values()) {
      rolled -= fault.percent;
      if (rolled < 0) {
        return fault;
      }
    }
    return null;
  }

  /** Sends the request to the next pod; returns nothing when that does not answer. */
  private @Nullable HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) {
    List<Pod> listening = pods.stream().filter(Pod::hasListened).toList();
    if (listening.isEmpty()) {
      return null;
    }
    Pod pod = listening.get(Math.floorMod(next.getAndIncrement(), listening.size()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(pod.url() + exchange.getRequestURI()))
            .timeout(Duration.ofSeconds(75))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!List.of("Host", "Connection", "Content-length", "Upgrade", "Http2-settings")
                  .contains(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException noAnswer) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    boolean empty = response.body().length == 0;
    exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
