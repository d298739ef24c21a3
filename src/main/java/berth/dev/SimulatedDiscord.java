package berth.dev;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Discord's API, so that nobody needs a Discord account to try or test the service.
 * It speaks HTTP on a free port of the loopback interface and knows every token that starts with
 * {@code sim-}: the user is what follows up to the first dot, so {@code sim-1} and {@code
 * sim-1.new} are two tokens of one user. Some users are there to misbehave, see {@link
 * SimulatedUser}.
 */
public final class SimulatedDiscord implements AutoCloseable {

  private static final String API = "/api/v10";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(SimulatedDiscord::thread);
  private final Map<String, Integer> reopened = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();

  private SimulatedDiscord(HttpServer server) {
    this.server = server;
  }

  /** Starts one. */
  public static SimulatedDiscord start() throws IOException {
    // else each answer waits 40 ms for the one who asked to confirm its first half
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    SimulatedDiscord discord = new SimulatedDiscord(HttpServer.create(address, 0));
    discord.server.createContext(API + "/users/@me", discord::answer);
    discord.server.setExecutor(discord.threads);
    discord.server.start();
    return discord;
  }

  /** Where its API is, what {@code BERTH_DISCORD_URL} is set to. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + API);
  }

  /** How many requests there were so far. */
  public int requests() {
    return requests.get();
  }

  /** From now on the user has another channel with the bot. */
  public void reopenChannel(String user) {
    reopened.merge(user, 1, Integer::sum);
  }

  /** The channel that the user has with the bot now. */
  public String channelOf(String user) {
    return SimulatedUser.snowflake("channel " + user + " " + reopened.getOrDefault(user, 0));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      String user = user(exchange.getRequestHeaders().getFirst("Authorization"));
      String path = exchange.getRequestURI().getPath().substring(API.length());
      SimulatedAnswer answer =
          user == null
              ? SimulatedAnswer.UNAUTHORIZED
              : SimulatedUser.of(user).answer(path, user, channelOf(user));
      answer.send(exchange);
    }
  }

  private static @Nullable String user(@Nullable String token) {
    return token != null && token.startsWith("sim-")
        ? token.substring("sim-".length()).split("\\.", 2)[0]
        : null;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "simulated-discord");
    thread.setDaemon(true);
    return thread;
  }
}
