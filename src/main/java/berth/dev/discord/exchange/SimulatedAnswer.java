package berth.dev.discord.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One response of the simulated Discord, to the byte; see {@code SimulatedDiscord.script}. */
public final class SimulatedAnswer {

  /** No response: the connection is closed. */
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

  /** A response with a JSON body, and with no header but its content type. */
  public static SimulatedAnswer json(int status, String body) {
    return of(status, "application/json", body);
  }

  /** A response with a body, and with no header but its content type. */
  public static SimulatedAnswer of(int status, String type, String body) {
    return of(status, SimulatedBody.whole(body)).with("Content-Type", type);
  }

  public static SimulatedAnswer of(int status, SimulatedBody body) {
    return new SimulatedAnswer(status, body, Map.of(), Duration.ZERO);
  }

  /** The same response with one more header, or with another value of the header. */
  public SimulatedAnswer with(String header, String value) {
    return with(Map.of(header, value));
  }

  public SimulatedAnswer with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.putAll(more);
    return new SimulatedAnswer(status, body, all, delay);
  }

  /** The same response, sent after a pause. */
  public SimulatedAnswer after(Duration pause) {
    return new SimulatedAnswer(status, body, headers, pause);
  }

  /** The HTTP status; 0 without a response. */
  public int status() {
    return status;
  }

  /**
   * Whether Discord counts the response when it decides to ban an IP address. It counts 401, 403
   * and 429, but not a 429 of a limit that is shared with other users.
   */
  public boolean isInvalid() {
    return status == 401
        || status == 403
        || (status == 429 && !"shared".equals(headers.get("X-RateLimit-Scope")));
  }

  /**
   * Sends the response. It fails when the connection is to be closed: the server closes it then.
   */
  public void send(HttpExchange exchange) throws IOException {
    SimulatedBody.pause(delay);
    if (status == 0) {
      throw new IOException("Closed without a response");
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length());
    body.writeTo(exchange.getResponseBody());
  }
}
