package berth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The traces of a pod, as the collector gets them. */
@Tag("concurrent")
class TracesIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** Everything that the collector has got; protobuf has texts as they are. */
  private final List<String> got = new CopyOnWriteArrayList<>();

  @Test
  void exporterThatIsNamed_getsRequests_batchesWithLinks_andCallsOfDiscord() throws IOException {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    collector.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          got.add(new String(body, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    TestDatabase database = TestDatabase.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
      settings.put(
          "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
          "http://127.0.0.1:" + collector.getAddress().getPort());
      settings.put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
      settings.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
      try (Pod pod = Pod.start(settings)) {
        Api owner = Pods.admin(pod).subscribed("{\"name\": \"traces\", \"quantity\": 5}");
        owner.configured("sim-traced-secret", 3);
        take(owner);

        await().atMost(Duration.ofSeconds(15)).until(() -> linksOf("batch grant"));
        // each is sent when it has ended, in any order
        for (String span :
            new String[] {"/users/@me", "POST /v2/slots/midjourney", "batch find_caller"}) {
          await().atMost(Duration.ofSeconds(15)).until(() -> all().contains(span));
        }
        assertThat(all())
            .doesNotContain("sim-traced-secret", String.valueOf(owner.token()))
            .doesNotContain(String.valueOf(settings.get("BERTH_ADMIN_TOKEN")));
      }
    } finally {
      collector.stop(0);
    }
  }

  private String all() {
    return String.join("", got);
  }

  /** Whether the batch names the trace of the request: it is no part of that trace itself. */
  private boolean linksOf(String batch) {
    String trace = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
    return got.stream()
        .anyMatch(
            spans -> {
              int name = spans.indexOf(batch);
              return name >= 0 && spans.indexOf(trace, name) > 0;
            });
  }

  private static void take(Api owner) {
    Api.send(
        HttpRequest.newBuilder(URI.create(owner.baseUrl() + "/v2/slots/midjourney"))
            .header("Authorization", "Bearer " + owner.token())
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }
}
