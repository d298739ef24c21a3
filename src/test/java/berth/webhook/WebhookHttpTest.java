package berth.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.database.TestDatabase;
import berth.harness.network.WebhookReceiver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The webhook of a subscription, and what its receiver gets. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class WebhookHttpTest extends OneAccount {

  private static final String PATH = "/v2/webhook";

  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void stop() {
    caller.send("DELETE", PATH, null);
    receiver.close();
  }

  private Answer put(String more) {
    return caller.send("PUT", PATH, "{\"url\": \"%s\"%s}".formatted(receiver.url(), more));
  }

  private void awaitEvents(Integer... ids) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(receiver.events()).containsExactly(ids));
  }

  @Test
  void secret_isShownOnce_andWhenItIsReplaced() {
    Answer first = put("");
    Answer again = put("");
    Answer replaced = put(", \"newSecret\": true");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(again.json().has("secret")).isFalse();
    assertThat(replaced.text("secret")).startsWith("whsec_").isNotEqualTo(first.text("secret"));
    assertThat(caller.get(PATH).json().has("secret")).isFalse();
    assertThat(caller.get(PATH).text("url")).isEqualTo(receiver.url());
    assertThat(RunningBerth.database().texts("SELECT webhook::text FROM webhook").toString())
        .doesNotContain(replaced.text("secret"));
  }

  @Test
  void subscription_thatIsDeletedMeanwhile_isRefused_andNothingIsStored() throws SQLException {
    Api owner = RunningBerth.admin().subscribed("{\"name\": \"gone\", \"quantity\": 1}");
    String sub = owner.get("/v2/account").text("sub");
    String body = "{\"url\": \"%s\"}".formatted(receiver.url());
    TestDatabase database = RunningBerth.database();
    CompletableFuture<Answer> put;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("DELETE FROM subscription WHERE id = " + sub);
      put = CompletableFuture.supplyAsync(() -> owner.send("PUT", PATH, body));
      await()
          .until(
              () ->
                  database.number(
                          "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                              + " AND query LIKE '%webhook%' AND query NOT LIKE '%pg_stat%'")
                      == 1);
      connection.commit();
    }

    assertThat(put.join()).hasToString("401 {\"error\":\"Unauthorized\",\"code\":401}");
    assertThat(database.number("SELECT count(*) FROM webhook WHERE subscription_id = " + sub))
        .isZero();
  }

  @Test
  void withoutWebhook_allRoutesButPut_areNotFound() {
    assertThat(caller.get(PATH)).hasToString("404 {\"error\":\"Webhook not found\",\"code\":404}");
    assertThat(caller.send("DELETE", PATH, null).status()).isEqualTo(404);
    assertThat(caller.post(PATH + "/test", "").status()).isEqualTo(404);
  }

  @Test
  void events_fromThenOn_areSentInOrder_andSigned() throws GeneralSecurityException {
    String secret = put("").text("secret");

    caller.pause(channel);
    caller.resume(channel);

    awaitEvents(3, 4);
    WebhookReceiver.Received first = receiver.received().get(0);
    assertThat(first.json().path("type").asText()).isEqualTo("account.paused");
    assertThat(first.json().path("timestamp").asText())
        .isEqualTo(first.json().at("/data/at").asText());
    assertThat(first.json().at("/data/channel").asText()).isEqualTo(channel);
    assertThat(first.id()).isEqualTo("evt_" + caller.get("/v2/account").text("sub") + "_3");
    assertThat(Instant.ofEpochSecond(Long.parseLong(first.time())))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(first.signature()).isEqualTo(signature(secret, first));
  }

  private static String signature(String secret, WebhookReceiver.Received message)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = message.id() + "." + message.time() + "." + message.body();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void types_otherThanThoseAskedFor_areNotSent() {
    put(", \"types\": [\"account.resumed\"]");

    caller.pause(channel);
    caller.resume(channel);
    caller.pause(channel);

    awaitEvents(4);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> caller.get(PATH).text("delivered").equals("5"));
    assertThat(receiver.events()).containsExactly(4);
  }

  @Test
  void receiverThatFails_isToldSo_andGetsTheSameEventAgain_beforeTheNext() {
    put("");
    receiver.behave(WebhookReceiver.answering(500));
    caller.pause(channel);
    caller.resume(channel);

    await().atMost(Duration.ofSeconds(5)).until(() -> caller.get(PATH).json().has("failing"));
    assertThat(caller.get(PATH).json().at("/failing/reason").asText())
        .isEqualTo("The receiver answered 500");
    assertThat(caller.get(PATH).json().at("/failing/tries").asInt()).isOne();
    receiver.behave(WebhookReceiver.answering(200));
    awaitEvents(3, 3, 4);
    assertThat(receiver.received().get(1).id()).isEqualTo(receiver.received().get(0).id());
    await().atMost(Duration.ofSeconds(5)).until(() -> !caller.get(PATH).json().has("failing"));
    assertThat(caller.get(PATH).text("delivered")).isEqualTo("4");
  }

  @Test
  void redirects_areNotFollowed() {
    try (WebhookReceiver other = WebhookReceiver.start()) {
      put("");
      receiver.behave(WebhookReceiver.redirecting(other.url()));
      caller.pause(channel);

      await().atMost(Duration.ofSeconds(5)).until(() -> caller.get(PATH).json().has("failing"));
      assertThat(caller.get(PATH).json().at("/failing/reason").asText())
          .isEqualTo("The receiver answered 302");
      assertThat(other.received()).isEmpty();
    }
  }

  @Test
  void answerWithoutEnd_isNotRead() {
    put("");
    receiver.behave(WebhookReceiver.endless());
    caller.pause(channel);
    caller.resume(channel);

    awaitEvents(3, 4);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> caller.get(PATH).text("delivered").equals("4"));
  }

  @Test
  void receiverThatHangs_delaysNoOther() {
    put("");
    receiver.behave(WebhookReceiver.hanging());
    caller.pause(channel);
    await().atMost(Duration.ofSeconds(5)).until(() -> receiver.received().size() == 1);
    var other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    try (WebhookReceiver quick = WebhookReceiver.start()) {
      other.send("PUT", PATH, "{\"url\": \"%s\"}".formatted(quick.url()));
      String own = other.configured("sim-" + user + "-other", 1);

      await().atMost(Duration.ofSeconds(5)).until(() -> quick.events().equals(List.of(2)));
      other.deleteAccount(own);
      other.send("DELETE", PATH, null);
    }
  }

  @Test
  void test_saysWhatTheReceiverAnswers() {
    put("");

    Answer accepted = caller.send("POST", PATH + "/test", null);
    receiver.behave(WebhookReceiver.answering(418));
    Answer refused = caller.send("POST", PATH + "/test", null);
    receiver.close();
    Answer gone = caller.send("POST", PATH + "/test", null);

    assertThat(accepted.json().path("status").asInt()).isEqualTo(204);
    assertThat(receiver.received().get(0).json().path("type").asText()).isEqualTo("test");
    assertThat(refused.json().path("status").asInt()).isEqualTo(418);
    assertThat(gone)
        .hasToString(
            "502 {\"error\":\"Webhook could not be sent\","
                + "\"errorDetails\":\"The receiver can't be connected to\",\"code\":502}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Required param url is missing or empty",
        "{\"url\": 1} | Required param url is malformed",
        "{\"url\": \"ftp://example.com\"} | Required param url is malformed",
        "{\"url\": \"https://\"} | Required param url is malformed",
        "{\"url\": \"https://a b\"} | Required param url is malformed",
        "{\"url\": \"https://user:word@example.com\"} | Required param url is malformed",
        "{\"url\": \"https://example.com:99999\"} | Required param url is malformed",
        "{\"url\": \"https://name.invalid\"} | Required param url is malformed",
        "{\"url\": \"http://127.0.0.1\", \"types\": []} | Required param types is malformed",
        "{\"url\": \"http://127.0.0.1\", \"types\": [\"x\"]} | Required param types is malformed",
        "{\"url\": \"http://127.0.0.1\", \"newSecret\": 1} | Required param newSecret is malformed",
      })
  void wrongParameter_isRefused_andNothingIsStored(String body, String error) {
    Answer answer = caller.send("PUT", PATH, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).isEqualTo(error);
    assertThat(caller.get(PATH).status()).isEqualTo(404);
  }
}
