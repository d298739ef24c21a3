package berth.dev.discord.exchange;

import berth.dev.discord.SimulatedDiscord;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One answer of the simulated Discord, to the byte; see {@link SimulatedDiscord#script}. */
public final class SimulatedAnswer {

  /** None: the connection is closed. */
  public static final SimulatedAnswer HANG_UP = of(0, SimulatedBody.NONE);

  private final int status;
  private final SimulatedBody body;
  private final Map<String, String> headers;
  private final Duration delay;

  private SimulatedAnswer(
      int status, SimulatedBody body, Map<String, String> headers, Duration delay) {
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.delay = delay;
  }

  /** With that JSON in its body, and no more headers than its type. */
  public static SimulatedAnswer json(int status, String body) {
    return of(status, "application/json", body);
  }

  /** With that text in its body, and no more headers than its type. */
  public static SimulatedAnswer of(int status, String type, String body) {
    return of(status, SimulatedBody.whole(body)).with("Content-Type", type);
  }

  public static SimulatedAnswer of(int status, SimulatedBody body) {
    return new SimulatedAnswer(status, body, Map.of(), Duration.ZERO);
  }

  /** The same with one more header, or with another value of it. */
  public SimulatedAnswer with(String header, String value) {
    return with(Map.of(header, value));
  }

  public SimulatedAnswer with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.putAll(more);
    return new SimulatedAnswer(status, body, all, delay);
  }

  /** The same, sent so much later. */
  public SimulatedAnswer after(Duration pause) {
    return new SimulatedAnswer(status, body, headers, pause);
  }

  /** 0 when there is none. */
  public int status() {
    return status;
  }

  /**
   * Whether it counts when Discord decides to ban an IP address: too many that are 401, 403 or 429,
   * unless the limit was one that others used up as well.
   */
  public boolean isInvalid() {
    return status == 401
        || status == 403
        || (status == 429 && !"shared".equals(headers.get("X-RateLimit-Scope")));
  }

  /** Sends it; fails to have the connection closed, which the server does then. */
  public void send(HttpExchange exchange) throws IOException {
    SimulatedBody.pause(delay);
    if (status == 0) {
      throw new IOException("Hung up");
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length());
    body.writeTo(exchange.getResponseBody());
  }
}
