package berth.dev.discord;

import berth.dev.discord.exchange.SimulatedAnswer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sets the behaviour of the simulated Discord by HTTP: see docs/simulated-discord.md. */
final class Control {

  static final String PATH = "/control";

  private static final String USERS = PATH + "/users/";
  private static final String ALL = PATH + "/all";
  private static final String PAGE = PATH + "/page";

  /** Longer than the name of any behaviour. */
  private static final int MAX_NAME_BYTES = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Orders orders;
  private final Counts counts;

  Control(Orders orders, Counts counts) {
    this.orders = orders;
    this.counts = counts;
  }

  void answer(HttpExchange exchange) throws IOException {
    String name =
        new String(exchange.getRequestBody().readNBytes(MAX_NAME_BYTES), StandardCharsets.UTF_8)
            .strip();
    answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), name).send(exchange);
    exchange.close();
  }

  private SimulatedAnswer answer(String method, String path, String name)
      throws JsonProcessingException {
    try {
      if (path.equals(PATH)) {
        return method.equals("GET") ? SimulatedAnswer.json(200, state()) : usage();
      }
      if (path.equals(PAGE) && method.equals("GET")) {
        return SimulatedAnswer.of(200, "text/html; charset=utf-8", ControlPage.html());
      }
      if (path.equals(ALL)) {
        return all(method, name);
      }
      String user = path.startsWith(USERS) ? path.substring(USERS.length()) : "";
      return user.isEmpty() ? usage() : user(user, method, name);
    } catch (IllegalArgumentException unknownName) {
      return text(400, "" + unknownName.getMessage());
    }
  }

  private SimulatedAnswer user(String user, String method, String name) {
    switch (method) {
      case "PUT" -> orders.set(user, name);
      case "DELETE" -> orders.reset(user);
      default -> {
        return usage();
      }
    }
    return text(200, "User " + user + ": " + (method.equals("PUT") ? name : "as before"));
  }

  private SimulatedAnswer all(String method, String name) {
    switch (method) {
      case "PUT" -> orders.setAll(name);
      case "DELETE" -> orders.resetAll();
      default -> {
        return usage();
      }
    }
    return text(200, "All users: " + (method.equals("PUT") ? name : "as before"));
  }

  private String state() throws JsonProcessingException {
    Map<String, Object> state = new LinkedHashMap<>();
    orders.ofAll().ifPresent(behaviour -> state.put("all", behaviour));
    state.put("users", orders.ofUsers());
    state.put("requests", counts.requests());
    state.put("answers", counts.byStatus());
    state.put("invalid", counts.invalid());
    return JSON.writeValueAsString(state) + "\n";
  }

  private static SimulatedAnswer usage() {
    return text(
        404, "There is GET /control, and PUT or DELETE of /control/users/{user} and /control/all");
  }

  private static SimulatedAnswer text(int status, String line) {
    return SimulatedAnswer.of(status, "text/plain; charset=utf-8", line + "\n");
  }
}
