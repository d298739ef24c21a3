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
 * Stands in for Discord's API, so that trying or testing the service needs no Discord account. It
 * speaks HTTP on a free port of the loopback interface and knows every token that starts with
 * {@code sim-}. The user is what follows up to the first dot, so {@code sim-1} and {@code
 * sim-1.new} are two tokens of one user. A user whose name is that of a behaviour has this
 * behaviour. The behaviour of any user can be set by the methods here, or by curl at {@code
 * /control}. The behaviours are listed in docs/simulated-discord.md.
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

  /** Starts a simulated Discord. */
  public static SimulatedDiscord start() throws IOException {
    return new SimulatedDiscord();
  }

  /** The URL of the API, for {@code BERTH_DISCORD_URL}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + listener.port() + API);
  }

  /** The URL by which behaviours are set. */
  public URI controlUrl() {
    return url().resolve(Control.PATH);
  }

  /** The number of requests to the API so far. */
  public int requests() {
    return counts.requests();
  }

  /** The number of requests with any token of the user. */
  public int requestsOf(String user) {
    return counts.requestsOf(user);
  }

  /**
   * The number of requests that Discord counts when it decides to ban an IP address: those whose
   * response was 401, 403, or 429 unless its scope was {@code shared}.
   */
  public int invalidRequests() {
    return counts.invalid();
  }

  /**
   * Sets the behaviour for all tokens of the user, by its name; {@code well} is one, too. What
   * happens only the first time happens again to each token.
   */
  public void behave(String user, String behaviour) {
    orders.set(user, behaviour);
  }

  /** Sets the behaviour for all users, except those with a behaviour of their own. */
  public void behaveAll(String behaviour) {
    orders.setAll(behaviour);
  }

  /** Resets the user: it has the behaviour of its name again, and no script. */
  public void behaveWell(String user) {
    orders.reset(user);
  }

  /** Resets all users: they have the behaviours of their names again, and no scripts. */
  public void allBehaveWell() {
    orders.resetAll();
  }

  /**
   * Sets the exact responses to the next requests with any token of the user, in order. They take
   * precedence over the user's behaviour, which applies again after the last of them.
   */
  public void script(String user, SimulatedAnswer... answers) {
    orders.script(user, List.of(answers));
  }

  /** Gives the user another channel with the bot. */
  public void reopenChannel(String user) {
    reopened.merge(user, 1, Integer::sum);
  }

  /** The channel that the user has with the bot now. */
  public String channelOf(String user) {
    return SimulatedUser.snowflake("channel " + user + " " + reopened.getOrDefault(user, 0));
  }

  /** Closes all connections and refuses new ones, until it is restarted. */
  public void stop() {
    unchecked(listener::stop);
  }

  /** Listens again, on the same port. */
  public void restart() {
    unchecked(listener::restart);
  }

  @Override
  public void close() {
    unchecked(listener::close);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    counts.addRequest(SimulatedUser.nameIn(token));
    String path = exchange.getRequestURI().getPath().substring(API.length());
    SimulatedAnswer answer =
        Route.of(exchange.getRequestMethod(), path)
            .map(route -> answerTo(token, route))
            .orElse(NOT_FOUND);
    counts.addResponse(answer);
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
