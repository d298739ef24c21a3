package berth;

import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.network.ForwardProxy;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quarkus' own settings for proxies and browsers, as docs/operations/containers.md names them. */
@Tag("concurrent")
class BehindProxiesIT {

  private SimulatedDiscord discord;
  private TestDatabase database;

  @BeforeEach
  void start() throws IOException {
    discord = SimulatedDiscord.start();
    database = TestDatabase.create();
  }

  @AfterEach
  void stop() {
    discord.close();
  }

  private Pod start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
    settings.putAll(more);
    return Pod.start(settings);
  }

  private static Api caller(Pod pod, String user) {
    Api caller = Pods.admin(pod).subscribed("{\"name\": \"%s\", \"quantity\": 1}".formatted(user));
    caller.configured("sim-" + user, 3);
    return caller;
  }

  @Test
  void cors_pageOfAnotherOrigin_maySendWhatItNeeds_andReadTheAnswer() {
    try (Pod pod =
        start(
            Map.of(
                "QUARKUS_HTTP_CORS_ENABLED", "true",
                "QUARKUS_HTTP_CORS_ORIGINS", "https://console.example.com",
                "QUARKUS_HTTP_CORS_EXPOSED_HEADERS", "Location,Retry-After,Preference-Applied"))) {
      Answer allowed = preflight(pod, "https://console.example.com");
      assertThat(allowed.status()).isEqualTo(200);
      assertThat(allowed.header("Access-Control-Allow-Origin"))
          .isEqualTo("https://console.example.com");
      assertThat(allowed.header("Access-Control-Allow-Headers"))
          .containsIgnoringCase("authorization")
          .containsIgnoringCase("prefer");

      Answer taken = take(caller(pod, "cors"), Map.of("Origin", "https://console.example.com"));
      assertThat(taken.status()).isEqualTo(201);
      assertThat(taken.header("Access-Control-Expose-Headers")).contains("Location");

      assertThat(preflight(pod, "https://other.example.com").header("Access-Control-Allow-Origin"))
          .isEmpty();
    }
  }

  private static Answer preflight(Pod pod, String origin) {
    return Api.send(
        HttpRequest.newBuilder(URI.create(pod.url() + "/v2/slots/midjourney"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,prefer")
            .build());
  }

  @Test
  void location_behindTls_isWhatTheCallerRequested() {
    Map<String, String> forwarded =
        Map.of("X-Forwarded-Proto", "https", "X-Forwarded-Host", "berth.example.com");
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true",
                "QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true",
                "QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true",
                "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1"));
    try (Pod pod = start(settings)) {
      assertThat(take(caller(pod, "forwarded"), forwarded).header("Location"))
          .startsWith("https://berth.example.com/v2/slots/midjourney/");
    }
    settings.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "192.0.2.1");
    try (Pod pod = start(settings)) {
      assertThat(take(caller(pod, "untrusted"), forwarded).header("Location"))
          .startsWith(pod.url() + "/v2/slots/midjourney/");
    }
  }

  private static Answer take(Api caller, Map<String, String> headers) {
    return Answer.of(caller.sendTake("{}", headers).join());
  }

  @Test
  void discord_behindAProxy_isCalledThroughIt() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.start();
        Pod pod =
            start(
                Map.of(
                    "QUARKUS_REST_CLIENT_DISCORD_PROXY_CONFIGURATION_NAME", "discord",
                    "QUARKUS_PROXY_DISCORD_HOST", "127.0.0.1",
                    "QUARKUS_PROXY_DISCORD_PORT", Integer.toString(proxy.port())))) {
      caller(pod, "proxied");

      assertThat(proxy.passed()).isEqualTo(2);
    }
  }
}
