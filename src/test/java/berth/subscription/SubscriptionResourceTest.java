package berth.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The caller's view of its subscription, and the requests that an expired one still allows. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class SubscriptionResourceTest {

  private static final String EXPIRED =
      "402 {\"error\":\"Account has no subscription or subscription expired\",\"code\":402}";

  @Test
  void get_subscription_showsHowMuchOfItIsUsed() {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"mine\", \"quantity\": 20}");
    caller.configured("sim-" + UUID.randomUUID(), 5);

    given()
        .auth()
        .oauth2(caller.token())
        .get("/v2/account")
        .then()
        .statusCode(200)
        .body("name", is("mine"))
        .body("quantity", is(20))
        .body("email", is(""))
        .body("verified", is(true))
        .body("sub", matchesPattern("\\d+"))
        .body("accounts", is(1))
        .body("maxJobs", is(15))
        .body("created", notNullValue())
        .body("$", not(hasKey("expiresAt")));
  }

  @Test
  void expired_mayReadRenewAndRelease_butNotConfigureOrTake() throws SQLException {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"e\", \"quantity\": 2}");
    String channel = caller.configured("sim-" + UUID.randomUUID(), 2);
    String slot = caller.take().text("slot");
    expireAll("e");
    // changed in the database only, and a pod caches subscriptions for a second
    await().until(() -> !caller.get("/v2/account").text("expiresAt").isEmpty());

    assertThat(caller.configure("sim-" + UUID.randomUUID(), 3)).hasToString(EXPIRED);
    assertThat(caller.take()).hasToString(EXPIRED);
    Answer own = caller.get("/v2/account");
    assertThat(own.text("expiresAt")).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(caller.get("/v2/account/midjourney/" + channel).status()).isEqualTo(200);
    assertThat(caller.slots().status()).isEqualTo(200);
    assertThat(caller.slot(slot).status()).isEqualTo(200);
    assertThat(caller.renew(slot, 60).status()).isEqualTo(200);
    assertThat(caller.release(slot).status()).isEqualTo(204);
  }

  @Test
  void expired_isReportedBeforeAnyParameterIsRead() {
    Api caller =
        RunningBerth.admin()
            .subscribed(
                "{\"name\": \"p\", \"quantity\": 1, \"expiresAt\": \"2020-01-01T00:00:00Z\"}");

    assertThat(caller.post("/v2/account/midjourney", "{")).hasToString(EXPIRED);
    assertThat(caller.take("{\"leaseSeconds\": 1}")).hasToString(EXPIRED);
  }

  private static void expireAll(String name) throws SQLException {
    try (var connection = RunningBerth.database().connect();
        var statement =
            connection.prepareStatement(
                "UPDATE subscription SET expires_at = '2020-01-01T00:00:00Z' WHERE name = ?")) {
      statement.setString(1, name);
      statement.executeUpdate();
    }
  }
}
