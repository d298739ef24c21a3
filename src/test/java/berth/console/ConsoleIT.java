package berth.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.network.Gate;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The modules of the console, and the console in a browser, where this machine has what they need.
 */
class ConsoleIT {

  private static final Logger LOG = Logger.getLogger(ConsoleIT.class);
  private static final Path TESTS = Path.of("src/test/console");

  @Test
  void modules() throws IOException {
    assumeTrue(Browser.hasNode());

    assertThat(Browser.test(in(TESTS), Map.of())).contains("# fail 0");
  }

  /** Against a scripted pool. These measure no time, but take some: all run in the long tests. */
  @Test
  @Tag("long")
  void page_ofAScene() throws IOException {
    Optional<Path> chromium = Browser.hasNode() ? Browser.chromium() : Optional.empty();
    assumeTrue(chromium.isPresent());
    Map<String, String> settings = new HashMap<>(Browser.settings(chromium.get()));
    settings.put("CONSOLE_LIT", Path.of("target/classes/console/lit").toAbsolutePath().toString());

    assertThat(Browser.test(in(TESTS.resolve("browser")), settings)).contains("# fail 0");
  }

  /** Against a pod, which is killed and started again in between. */
  @Test
  void page_ofAPod() throws IOException {
    Optional<Path> chromium = Browser.hasNode() ? Browser.chromium() : Optional.empty();
    assumeTrue(chromium.isPresent());
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        RestartedPod pod = RestartedPod.start(discord)) {
      Api admin = pod.admin();
      Api owner = admin.subscribed("{\"name\": \"console\", \"quantity\": 20}");
      String tokens = "/admin/subscriptions/" + owner.get("/v2/account").text("sub") + "/tokens";
      Map<String, String> settings = new HashMap<>(Browser.settings(chromium.get()));
      settings.put("BERTH_URL", owner.baseUrl());
      settings.put("BERTH_TOKEN", String.valueOf(owner.token()));
      settings.put(
          "BERTH_READ_TOKEN",
          admin.post(tokens, "{\"name\": \"viewer\", \"role\": \"read\"}").text("token"));
      settings.put("BERTH_CONTROL", pod.control());

      String printed = Browser.test(in(TESTS.resolve("service")), settings);

      LOG.info(printed.lines().filter(line -> line.contains("shown after")).toList());
      assertThat(printed).contains("# fail 0");
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".test.js")).sorted().toList();
    }
  }

  /**
   * A pod at an address that stays the same, and a server through which the browser restarts it.
   */
  private static final class RestartedPod implements AutoCloseable {

    private final Map<String, String> settings;
    private final HttpServer control;
    private final Gate gate;
    private Pod pod;

    private RestartedPod(Map<String, String> settings, HttpServer control) {
      this.settings = settings;
      this.control = control;
      this.pod = Pod.start(settings).awaitReady();
      this.gate = Gate.to("127.0.0.1", URI.create(pod.url()).getPort());
      control.createContext("/kill", request -> answer(request, this::kill));
      control.createContext("/start", request -> answer(request, this::startAgain));
      control.start();
    }

    static RestartedPod start(SimulatedDiscord discord) throws IOException {
      return new RestartedPod(
          Pods.settings(TestDatabase.create(), discord),
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private static void answer(HttpExchange request, Runnable work) throws IOException {
      work.run();
      request.sendResponseHeaders(204, -1);
      request.close();
    }

    private void kill() {
      gate.shut();
      pod.kill();
    }

    private void startAgain() {
      pod = Pod.start(settings).awaitReady();
      gate.leadTo(URI.create(pod.url()).getPort());
      gate.open();
    }

    Api admin() {
      return new Api("http://127.0.0.1:" + gate.port(), settings.get("BERTH_ADMIN_TOKEN"));
    }

    String control() {
      return "http://127.0.0.1:" + control.getAddress().getPort();
    }

    @Override
    public void close() throws IOException {
      control.stop(0);
      gate.close();
      pod.close();
    }
  }
}
