package berth.dev.discord;

import berth.dev.discord.behaviour.Behaviour;
import berth.dev.discord.exchange.Buckets;
import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.Listener;
import berth.dev.discord.exchange.Route;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.SimulatedUser;
import berth.dev.discord.exchange.Visit;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for Discord's API, so that nobody needs a Discord account to try or test the service.
 * It speaks HTTP on a free port of the loopback interface and knows every token that starts with
 * {@code sim-}: the user is what follows up to the first dot, so {@code sim-1} and {@code
 * sim-1.new} are two tokens of one user. Users whose name is that of a behaviour misbehave so, and
 * all others can be told to: by the methods here, or by curl at {@code /control}. The behaviours
 * are listed in docs/simulated-discord.md.
 */
public final class SimulatedDiscord implements AutoCloseable {

  private static final String API = "/api/v10";

  private static final SimulatedAnswer NOT_FOUND =
      Visit.fromDiscord(404, DiscordJson.error(0, "404: Not Found"));

  private final Orders orders = new Orders();
  private final Counts counts = new Counts();
  private final Buckets buckets = new Buckets(InstantSource.system());
  private final Map<String, Integer> reopened = new ConcurrentHashMap<>();
  private final Listener listener;

  private SimulatedDiscord() throws IOException {
    listener =
        new Listener(Map.of(API, this::answer, Control.PATH, new Control(orders, counts)::answer));
  }

  /** Starts one. */
  public static SimulatedDiscord start() throws IOException {
    return new SimulatedDiscord();
  }

  /** Where its API is, what {@code BERTH_DISCORD_URL} is set to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listener.port() + API);
  }

  /** Where it is told how to behave. */
  public URI controlUrl() {
    return url().resolve(Control.PATH);
  }

  /** How many requests to the API there were so far. */
  public int requests() {
    return counts.requests();
  }

  /** How many of them came with any token of the user. */
  public int requestsOf(String user) {
    return counts.requestsOf(user);
  }

  /**
   * How many of them count when Discord decides to ban an IP address: those answered with 401, with
   * 403, or with 429 unless its scope was {@code shared}.
   */
  public int invalidRequests() {
    return counts.invalid();
  }

  /**
   * From now on all tokens of the user meet the behaviour of that name, {@code well} included; what
   * happens only the first time happens to each token anew.
   */
  public void behave(String user, String behaviour) {
    orders.tell(user, behaviour);
  }

  /** From now on all users meet it, but for those who were told something else. */
  public void behaveAll(String behaviour) {
    orders.tellAll(behaviour);
  }

  /** The user meets again what its name says, and has no script. */
  public void behaveWell(String user) {
    orders.forget(user);
  }

  /** All users meet again what their names say, and none has a script. */
  public void allBehaveWell() {
    orders.forgetAll();
  }

  /**
   * The next requests with any token of the user get exactly these answers, in order, whatever the
   * user was told; those after the last get what they would have got without.
   */
  public void script(String user, SimulatedAnswer... answers) {
    orders.script(user, List.of(answers));
  }

  /** From now on the user has another channel with the bot. */
  public void reopenChannel(String user) {
    reopened.merge(user, 1, Integer::sum);
  }

  /** The channel that the user has with the bot now. */
  public String channelOf(String user) {
    return SimulatedUser.snowflake("channel " + user + " " + reopened.getOrDefault(user, 0));
  }

  /** Closes all connections and listens no more, until it comes back. */
  public void goAway() {
    unchecked(listener::goAway);
  }

  /** Listens again, where it did before. */
  public void comeBack() {
    unchecked(listener::comeBack);
  }

  @Override
  public void close() {
    unchecked(listener::close);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    counts.asked(SimulatedUser.nameIn(token));
    String path = exchange.getRequestURI().getPath().substring(API.length());
    SimulatedAnswer answer =
        Route.of(exchange.getRequestMethod(), path)
            .map(route -> answerTo(token, route))
            .orElse(NOT_FOUND);
    counts.answers(answer);
    answer.send(exchange);
    exchange.close();
  }

  private SimulatedAnswer answerTo(String token, Route route) {
    String user = SimulatedUser.nameIn(token);
    return orders
        .nextOfScript(user)
        .orElseGet(
            () -> {
              Behaviour behaviour = orders.behaviourOf(user);
              return behaviour.answer(
                  new Visit(
                      new SimulatedUser(user, channelOf(user)),
                      route,
                      orders.visit(token),
                      buckets.take(token, route, behaviour.limit())));
            });
  }

  private static void unchecked(Step step) {
    try {
      step.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
