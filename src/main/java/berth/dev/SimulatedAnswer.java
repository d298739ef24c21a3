package berth.dev;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * One answer of the simulated Discord.
 *
 * @param status 0 to hang up without an answer
 * @param delay before it is sent
 */
record SimulatedAnswer(int status, String body, Map<String, String> headers, Duration delay) {

  static final SimulatedAnswer UNAUTHORIZED =
      json(401, "{\"message\": \"401: Unauthorized\", \"code\": 0}");

  static final SimulatedAnswer HANG_UP = new SimulatedAnswer(0, "", Map.of(), Duration.ZERO);

  static SimulatedAnswer json(int status, String body) {
    return of(status, "application/json", body);
  }

  static SimulatedAnswer of(int status, String type, String body) {
    return new SimulatedAnswer(status, body, Map.of("Content-Type", type), Duration.ZERO);
  }

  SimulatedAnswer after(Duration pause) {
    return new SimulatedAnswer(status, body, headers, pause);
  }

  void send(HttpExchange exchange) throws IOException {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return;
    }
    if (status == 0) {
      return;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
