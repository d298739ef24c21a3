package berth.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import berth.harness.network.SelfSigned;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pod that encrypts by itself, with the settings of docs/operations/containers.md. */
@Tag("concurrent")
class TlsIT {

  private static final String ADMIN_TOKEN = "tls-admin-token-not-secret";
  private static final char[] PASSWORD = "not-secret".toCharArray();

  @Test
  void certificate_thatIsReplaced_isServedWithoutARestart() throws Exception {
    SelfSigned first = SelfSigned.create();
    SelfSigned second = SelfSigned.create();
    Map<String, String> settings = settings(first);
    settings.put("QUARKUS_TLS_RELOAD_PERIOD", "2s");
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        Pod pod = start(settings, discord)) {
      assertThat(status(pod, first, null)).isEqualTo(401);
      assertThatThrownBy(() -> status(pod, second, null)).isInstanceOf(IOException.class);

      Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);

      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(() -> status(pod, second, null) == 401);
    }
  }

  /** The deadline of a request ends when it was received, also behind an encrypted connection. */
  @Test
  void requestThatWaits_isNotClosed() throws Exception {
    SelfSigned server = SelfSigned.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        Pod pod = start(settings(server), discord)) {
      // its management interface encrypts, too, and this test's harness does not
      await().atMost(Duration.ofSeconds(30)).until(() -> status(pod, server, null) == 401);
      HttpClient client = client(server, null);
      String token = prepared(client, pod);

      HttpResponse<String> busy =
          client.send(
              request(pod, "/v2/slots/midjourney", token)
                  .header("Prefer", "wait=23")
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());

      assertThat(busy.statusCode()).isEqualTo(429);
    }
  }

  /** A subscription with one account, whose only slot is held; returns its API token. */
  private static String prepared(HttpClient client, Pod pod)
      throws IOException, InterruptedException {
    String subscription =
        post(
            client,
            pod,
            "/admin/subscriptions",
            ADMIN_TOKEN,
            "{\"name\": \"tls\", \"quantity\": 1}");
    String token = new ObjectMapper().readTree(subscription).path("token").asText();
    post(
        client, pod, "/v2/account/midjourney", token, "{\"discord\": \"sim-tls\", \"maxJobs\": 1}");
    post(client, pod, "/v2/slots/midjourney", token, "{}");
    return token;
  }

  private static String post(HttpClient client, Pod pod, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> made =
        client.send(
            request(pod, path, token).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return made.body();
  }

  private static HttpRequest.Builder request(Pod pod, String path, String token) {
    return HttpRequest.newBuilder(URI.create(pod.url() + path))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  @Test
  void clientWithoutACertificate_isRefused_whenOneIsRequired() throws Exception {
    SelfSigned server = SelfSigned.create();
    SelfSigned client = SelfSigned.create();
    Map<String, String> settings = settings(server);
    settings.put("BERTH_CLIENT_CERTIFICATES", "required");
    settings.put("QUARKUS_TLS_TRUST_STORE_PEM_CERTS", client.certificate().toString());
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        Pod pod = start(settings, discord)) {
      assertThat(status(pod, server, client)).isEqualTo(401);
      assertThatThrownBy(() -> status(pod, server, null)).isInstanceOf(IOException.class);
    }
  }

  private static Map<String, String> settings(SelfSigned server) {
    return new HashMap<>(
        Map.of(
            "QUARKUS_TLS_KEY_STORE_PEM_SERVER_CERT",
            server.certificate().toString(),
            "QUARKUS_TLS_KEY_STORE_PEM_SERVER_KEY",
            server.key().toString(),
            "QUARKUS_HTTP_SSL_PORT",
            "0",
            "QUARKUS_HTTP_INSECURE_REQUESTS",
            "disabled"));
  }

  private static Pod start(Map<String, String> settings, SimulatedDiscord discord) {
    settings.putAll(Pods.settings(TestDatabase.create(), discord));
    settings.put("BERTH_ADMIN_TOKEN", ADMIN_TOKEN);
    return Pod.start(settings);
  }

  private static int status(Pod pod, SelfSigned trusted, @Nullable SelfSigned own)
      throws IOException, GeneralSecurityException, InterruptedException {
    HttpResponse<String> response =
        client(trusted, own)
            .send(
                HttpRequest.newBuilder(URI.create(pod.url() + "/v2/account")).build(),
                BodyHandlers.ofString());
    return response.statusCode();
  }

  private static HttpClient client(SelfSigned trusted, @Nullable SelfSigned own)
      throws IOException, GeneralSecurityException {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(context(trusted.certificate(), own))
        .build();
  }

  private static SSLContext context(Path trusted, @Nullable SelfSigned own)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var bytes = Files.newInputStream(trusted)) {
      store.setCertificateEntry(
          "trusted", CertificateFactory.getInstance("X.509").generateCertificate(bytes));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own == null ? null : keys(own).getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyManagerFactory keys(SelfSigned own)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own.keyStore(), PASSWORD);
    return keys;
  }
}
