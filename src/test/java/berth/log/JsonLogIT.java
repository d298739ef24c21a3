package berth.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The log in production, with the access log. */
@Tag("concurrent")
class JsonLogIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException noJson) {
      throw new AssertionError("No JSON: " + line, noJson);
    }
  }

  @Test
  void lines_areJson_nameTheirRequest_andHoldNoToken() throws IOException {
    TestDatabase database = TestDatabase.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
      settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
      settings.put("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true");
      try (Pod pod = Pod.start(settings)) {
        Api owner = Pods.admin(pod).subscribed("{\"name\": \"log\", \"quantity\": 5}");
        owner.configured("sim-log-secret", 3);
        long quiet = withoutAccessLog(pod);
        for (int round = 0; round < 10; round++) {
          owner.release(owner.taken());
        }
        assertThat(withoutAccessLog(pod)).isEqualTo(quiet);
        // a line that a request causes
        post(owner, "my-request");

        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> pod.log().stream().anyMatch(line -> line.contains("to Discord failed")));
        List<JsonNode> lines = pod.log().stream().map(JsonLogIT::parsed).toList();
        JsonNode failed =
            lines.stream()
                .filter(line -> line.path("message").asText().equals("A request to Discord failed"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.at("/mdc/requestId").asText()).isEqualTo("my-request");
        assertThat(failed.at("/mdc/call").asText()).isEqualTo("USER");
        assertThat(failed.path("level").asText()).isEqualTo("WARN");

        assertThat(lines)
            .anyMatch(line -> line.path("message").asText().contains("POST /v2/slots/midjourney"));
        assertThat(String.join("\n", pod.log()))
            .doesNotContain("sim-log-secret", String.valueOf(owner.token()))
            .doesNotContain(String.valueOf(settings.get("BERTH_ADMIN_TOKEN")));
      }
    }
  }

  @Test
  void grants_areLogged_ifTheSettingAsksForIt() throws IOException {
    TestDatabase database = TestDatabase.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
      settings.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
      settings.put("BERTH_AUDIT_GRANTS", "true");
      try (Pod pod = Pod.start(settings)) {
        Api owner = Pods.admin(pod).subscribed("{\"name\": \"audit\", \"quantity\": 5}");
        String channel = owner.configured("sim-audit-secret", 3);
        long fence = owner.take().json().path("fence").asLong();

        List<JsonNode> granted =
            await()
                .atMost(Duration.ofSeconds(10))
                .until(
                    () ->
                        pod.log().stream()
                            .map(JsonLogIT::parsed)
                            .filter(
                                line -> line.path("message").asText().equals("A slot was granted"))
                            .toList(),
                    lines -> lines.size() == 1);

        JsonNode fields = granted.get(0).path("mdc");
        assertThat(fields.path("channel").asText()).isEqualTo(channel);
        assertThat(fields.path("token").asText()).isEqualTo("first");
        assertThat(fields.path("fence").asLong()).isEqualTo(fence);
        assertThat(fields.path("requestId").asText()).isNotEmpty();
        assertThat(String.join("\n", pod.log())).doesNotContain("sim-audit-secret");
      }
    }
  }

  /** Lines other than those of the access log, which has one for each request. */
  private static long withoutAccessLog(Pod pod) {
    return pod.log().stream()
        .map(JsonLogIT::parsed)
        .filter(line -> !line.path("loggerName").asText().contains("access-log"))
        .count();
  }

  private static void post(Api owner, String requestId) {
    Api.send(
        HttpRequest.newBuilder(URI.create(owner.baseUrl() + "/v2/account/midjourney"))
            .header("Authorization", "Bearer " + owner.token())
            .header("Content-Type", "application/json")
            .header("X-Request-Id", requestId)
            .POST(HttpRequest.BodyPublishers.ofString("{\"discord\": \"sim-reset\"}"))
            .build());
  }
}
