package berth.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class AdministrationTest extends OwnSubscription {

  private static final String SUBSCRIPTIONS = "/admin/subscriptions/";

  /** A change is in force within a second; a busy machine needs more for the requests. */
  private static final Duration IN_FORCE = Duration.ofMillis(1_500);

  private String path;

  @BeforeEach
  void findSubscription() {
    path = SUBSCRIPTIONS + caller.get("/v2/account").text("sub");
  }

  @Test
  void get_subscription_isAsInTheList() {
    Answer one = admin.get(path);

    assertThat(one.status()).isEqualTo(200);
    assertThat(admin.get("/admin/subscriptions").json().path("subscriptions")).contains(one.json());
    assertThat(one.body()).doesNotContain("token");
  }

  @Test
  void patch_changesWhatItNames_andNothingElse() {
    Answer answer =
        admin.send(
            "PATCH",
            path,
            "{\"name\": \"renamed\", \"email\": \"ops@example.com\","
                + " \"expiresAt\": \"2099-01-01T00:00:00Z\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("name")).isEqualTo("renamed");
    assertThat(answer.text("email")).isEqualTo("ops@example.com");
    assertThat(answer.text("expiresAt")).isEqualTo("2099-01-01T00:00:00Z");
    assertThat(answer.json().path("quantity").asInt()).isEqualTo(50);
    Answer without = admin.send("PATCH", path, "{\"expiresAt\": null, \"email\": null}");
    assertThat(without.json().has("expiresAt")).isFalse();
    assertThat(without.text("email")).isEmpty();
    assertThat(without.text("name")).isEqualTo("renamed");
  }

  @Test
  void patch_lowerMaxJobs_lowersTheAccountsAboveIt_whichDrain() {
    String above = caller.configured("sim-" + user + "-a", 5);
    String below = caller.configured("sim-" + user + "-b", 1);
    List<String> slots = caller.taken(4);

    admin.send("PATCH", path, "{\"maxJobs\": 2}");

    assertThat(caller.account(above).json().path("maxJobs").asInt()).isEqualTo(2);
    assertThat(caller.account(below).json().path("maxJobs").asInt()).isEqualTo(1);
    assertThat(slots).allMatch(slot -> caller.slot(slot).status() == 200);
    await()
        .atMost(IN_FORCE)
        .untilAsserted(
            () ->
                assertThat(caller.configure("sim-" + user + "-b", 3))
                    .hasToString(
                        "400 {\"error\":\"Required param maxJobs 3 can't be more that 2\","
                            + "\"code\":400}"));
  }

  @Test
  void patch_lowerMaxJobs_leavesWhatWasLoweredMeanwhile() {
    String channel = caller.configured("sim-" + user, 5);
    List<Integer> statuses =
        AtOnce.run(
            2,
            n ->
                n == 0
                    ? admin.send("PATCH", path, "{\"maxJobs\": 4}").status()
                    : caller
                        .send("PATCH", "/v2/account/midjourney/" + channel, "{\"maxJobs\": 1}")
                        .status());

    assertThat(statuses).containsOnly(200);
    assertThat(caller.account(channel).json().path("maxJobs").asInt()).isEqualTo(1);
  }

  @Test
  void patch_lowerQuantity_letsNothingBeAdded_andDeletesNothing() {
    String channel = caller.configured("sim-" + user, 3);

    admin.send("PATCH", path, "{\"quantity\": 0}");

    assertThat(caller.account(channel).status()).isEqualTo(200);
    assertThat(caller.configure("sim-" + user + "-more", 3).status()).isEqualTo(402);
    assertThat(caller.configure("sim-" + user, 4).status()).isEqualTo(200);
  }

  @Test
  void patch_end_isInForceWithinASecond() {
    admin.send("PATCH", path, "{\"expiresAt\": \"2001-01-01T00:00:00Z\"}");
    await().atMost(IN_FORCE).until(() -> caller.take().status() == 402);

    admin.send("PATCH", path, "{\"expiresAt\": null}");
    await().atMost(IN_FORCE).until(() -> caller.take().status() == 404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": null}      | Required param name is missing or empty
          {"quantity": null}  | Required param quantity is missing or empty
          {"quantity": -1}    | Required param quantity -1 can't be less than 0
          {"maxJobs": 16}     | Required param maxJobs 16 can't be more that 15
          {"expiresAt": "x"}  | Required param expiresAt is malformed
          {"email": true}     | Required param email is malformed
          """)
  void patch_wrongParameter_isRefused(String body, String error) {
    assertThat(admin.send("PATCH", path, body))
        .hasToString("400 {\"error\":\"%s\",\"code\":400}".formatted(error));
  }

  @Test
  void delete_withAccounts_isRefusedUnlessForced() {
    String channel = caller.configured("sim-" + user, 3);
    String slot = caller.taken();

    assertThat(admin.send("DELETE", path, null))
        .hasToString("409 {\"error\":\"Subscription has accounts\",\"code\":409}");
    assertThat(caller.account(channel).status()).isEqualTo(200);
    assertThat(admin.send("DELETE", path + "?force=yes", null).status()).isEqualTo(400);

    assertThat(admin.send("DELETE", path + "?force=true", null)).hasToString("204 ");
    assertThat(caller.slot(slot).status()).isEqualTo(401);
    assertThat(admin.get(path))
        .hasToString("404 {\"error\":\"Subscription not found\",\"code\":404}");
    // what the account still runs counts for whoever configures it next
    Api next = admin.subscribed("{\"name\": \"next\", \"quantity\": 1}");
    next.configured("sim-" + user, 1);
    assertThat(next.take().status()).isEqualTo(429);
  }

  @Test
  void delete_withoutAccounts_stopsItsTokensAtOnce() {
    assertThat(caller.get("/v2/account").status()).isEqualTo(200);

    assertThat(admin.send("DELETE", path, null)).hasToString("204 ");

    assertThat(caller.get("/v2/account").status()).isEqualTo(401);
    assertThat(admin.send("DELETE", path, null).status()).isEqualTo(404);
  }

  @Test
  void createToken_withARole_permitsWhatTheRoleDoes() {
    String channel = caller.configured("sim-" + user, 3);
    Api worker = made("{\"name\": \"farm\", \"role\": \"worker\"}");
    Api reader = made("{\"name\": \"screen\", \"role\": \"read\"}");

    assertThat(worker.get("/v2/account").json().path("token"))
        .hasToString("{\"name\":\"farm\",\"role\":\"worker\"}");
    assertThat(worker.release(worker.taken()).status()).isEqualTo(204);
    assertThat(worker.account(channel).status()).isEqualTo(200);
    assertThat(worker.pause(channel))
        .hasToString(
            "403 {\"error\":\"Forbidden\",\"errorDetails\":"
                + "\"The role worker of the API token does not permit it\",\"code\":403}");
    assertThat(worker.configure("sim-" + user, 4).status()).isEqualTo(403);
    assertThat(worker.deleteAccount(channel).status()).isEqualTo(403);

    assertThat(reader.slots().status()).isEqualTo(200);
    assertThat(reader.account(channel).status()).isEqualTo(200);
    assertThat(reader.take().status()).isEqualTo(403);
    assertThat(reader.deleteAccount(channel).status()).isEqualTo(403);
  }

  @Test
  void listTokens_showsUse_andNoSecret() {
    Answer made = admin.post(path + "/tokens", "{\"name\": \"unused\"}");
    caller.get("/v2/account");

    await()
        .atMost(IN_FORCE)
        .untilAsserted(() -> assertThat(token("first").has("lastUsed")).isTrue());
    assertThat(Instant.parse(token("first").path("lastUsed").asText()))
        .isAfter(Instant.now().minus(1, ChronoUnit.HOURS));
    assertThat(token("unused").has("lastUsed")).isFalse();
    assertThat(token("unused").path("role").asText()).isEqualTo("full");
    assertThat(admin.get(path + "/tokens").body())
        .doesNotContain(made.text("token"))
        .doesNotContain(String.valueOf(caller.token()));
  }

  @Test
  void deleteToken_stopsItWithinASecond_alsoForARequestThatWaits() {
    String channel = caller.configured("sim-" + user, 1);
    String held = caller.taken();
    Answer made = admin.post(path + "/tokens", "{\"name\": \"stolen\", \"role\": \"worker\"}");
    Api thief = caller.as(made.text("token"));
    assertThat(thief.account(channel).status()).isEqualTo(200);
    var waiting = thief.waitForSlot("{}", 20);
    await().until(() -> caller.slots().json().path("waiting").asInt() == 1);

    assertThat(admin.send("DELETE", path + "/tokens/" + made.text("id"), null)).hasToString("204 ");

    await().atMost(IN_FORCE).until(() -> thief.account(channel).status() == 401);
    caller.release(held);
    assertThat(waiting.join().statusCode()).isEqualTo(401);
    await().atMost(IN_FORCE).until(() -> caller.take().status() == 201);
    assertThat(admin.send("DELETE", path + "/tokens/" + made.text("id"), null).status())
        .isEqualTo(404);
  }

  @Test
  void createToken_withAnEnd_stopsThen() {
    Instant end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
    Api shortLived = made("{\"name\": \"short\", \"expiresAt\": \"%s\"}".formatted(end));

    assertThat(shortLived.get("/v2/account").status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(4))
        .until(() -> shortLived.get("/v2/account").status() == 401);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
  }

  @Test
  void rotate_withGrace_letsBothWork() {
    String id = token("first").path("id").asText();

    Answer rotated = admin.post(path + "/tokens/" + id + "/rotate", "{\"graceSeconds\": 600}");

    assertThat(rotated.status()).isEqualTo(201);
    assertThat(rotated.text("name")).isEqualTo("first");
    assertThat(rotated.text("role")).isEqualTo("full");
    assertThat(caller.get("/v2/account").status()).isEqualTo(200);
    assertThat(caller.as(rotated.text("token")).get("/v2/account").status()).isEqualTo(200);
    assertThat(Instant.parse(token("first").path("expiresAt").asText()))
        .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(601));
  }

  @Test
  void rotate_withoutGrace_stopsTheOldOneWithinASecond() {
    String id = token("first").path("id").asText();

    Answer rotated = admin.send("POST", path + "/tokens/" + id + "/rotate", null);

    assertThat(rotated.status()).isEqualTo(201);
    await().atMost(IN_FORCE).until(() -> caller.get("/v2/account").status() == 401);
    assertThat(admin.send("POST", path + "/tokens/" + id + "/rotate", null))
        .hasToString("409 {\"error\":\"API token was replaced already\",\"code\":409}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                  | Required param name is missing or empty
          {"name": "n", "role": "admin"}      | Required param role is malformed
          {"name": "n", "role": 1}            | Required param role is malformed
          {"name": "n", "expiresAt": "never"} | Required param expiresAt is malformed
          """)
  void createToken_wrongParameter_isRefused(String body, String error) {
    Answer answer = admin.post(path + "/tokens", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).isEqualTo(error);
  }

  @Test
  void tokens_ofAnotherSubscription_areNotFound() {
    String id = token("first").path("id").asText();
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    String otherPath = SUBSCRIPTIONS + other.get("/v2/account").text("sub");

    assertThat(admin.send("DELETE", otherPath + "/tokens/" + id, null).status()).isEqualTo(404);
    assertThat(admin.post(otherPath + "/tokens/" + id + "/rotate", "{}").status()).isEqualTo(404);
    assertThat(admin.get(SUBSCRIPTIONS + "999999999/tokens").status()).isEqualTo(404);
    assertThat(admin.post(SUBSCRIPTIONS + "999999999/tokens", "{\"name\": \"n\"}").status())
        .isEqualTo(404);
    assertThat(admin.get(SUBSCRIPTIONS + "99999999999999999999").status()).isEqualTo(404);
  }

  /** Somebody who can write to the database, and has no key, makes no token and changes none. */
  @Test
  void token_thatWasWrittenOrChangedInTheDatabase_isUnknown() {
    String forged = "forged-token-of-somebody-with-the-database";
    RunningBerth.database()
        .execute(
            "INSERT INTO api_token (digest, subscription_id) VALUES (sha256('%s'), %s)"
                .formatted(forged, path.substring(SUBSCRIPTIONS.length())));
    assertThat(caller.as(forged).get("/v2/account").status()).isEqualTo(401);

    Api reader = made("{\"name\": \"promoted\", \"role\": \"read\"}");
    assertThat(reader.get("/v2/account").status()).isEqualTo(200);
    RunningBerth.database()
        .execute("UPDATE api_token SET role = 'FULL' WHERE token_name = 'promoted'");
    await().atMost(IN_FORCE).until(() -> reader.get("/v2/account").status() == 401);
  }

  private Api made(String body) {
    return caller.as(admin.post(path + "/tokens", body).text("token"));
  }

  private JsonNode token(String name) {
    return StreamSupport.stream(
            admin.get(path + "/tokens").json().path("tokens").spliterator(), false)
        .filter(token -> token.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
