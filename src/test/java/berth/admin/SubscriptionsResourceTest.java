package berth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class SubscriptionsResourceTest {

  private static final String PATH = "/admin/subscriptions";

  private Api admin;

  @BeforeEach
  void connect() {
    admin = RunningBerth.admin();
  }

  @Test
  void create_subscription_returnsATokenThatWorksAtOnce() {
    Answer made =
        admin.post(
            PATH,
            "{\"name\":\"n\",\"quantity\":7,\"maxJobs\":4,\"expiresAt\":\"2099-01-01T00:00:00Z\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("token")).matches("berth_[0-9A-Za-z]{49}");
    JsonNode own = admin.as(made.text("token")).get("/v2/account").json();
    assertThat(own.path("name").asText()).isEqualTo("n");
    assertThat(own.path("quantity").asInt()).isEqualTo(7);
    assertThat(own.path("maxJobs").asInt()).isEqualTo(4);
    assertThat(own.path("expiresAt").asText()).isEqualTo("2099-01-01T00:00:00Z");
  }

  @Test
  void list_subscriptions_showsNoToken() {
    Answer made = admin.post(PATH, "{\"name\": \"listed\", \"quantity\": 1}");

    Answer list = admin.get(PATH);

    assertThat(list.body()).doesNotContain(made.text("token")).doesNotContain("token");
    assertThat(StreamSupport.stream(list.json().path("subscriptions").spliterator(), false))
        .anyMatch(each -> each.path("id").equals(made.json().path("id")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"quantity": 1}                               | Required param name is missing or empty
          {"name": " ", "quantity": 1}                  | Required param name is missing or empty
          {"name": 1, "quantity": 1}                    | Required param name is malformed
          {"name": "n"}                                 | Required param quantity is missing or empty
          {"name": "n", "quantity": -1}                 | Required param quantity -1 can't be less than 0
          {"name": "n", "quantity": "1"}                | Required param quantity must be an integer
          {"name": "n", "quantity": 1, "maxJobs": 16}   | Required param maxJobs 16 can't be more that 15
          {"name": "n", "quantity": 1, "maxJobs": 0}    | Required param maxJobs 0 can't be less than 1
          {"name": "n", "quantity": 1, "email": 5}      | Required param email is malformed
          {"name": "n", "quantity": 1, "expiresAt": 5}  | Required param expiresAt is malformed
          {"name": "n", "quantity": 1, "expiresAt": "tomorrow"} | Required param expiresAt is malformed
          {"name": "n", "quantity": 1, "expiresAt": "+999999999-01-01T00:00:00Z"} | Required param expiresAt is malformed
          """)
  void create_wrongParameter_isRefused(String body, String error) {
    assertThat(admin.post(PATH, body))
        .hasToString("400 {\"error\":\"%s\",\"code\":400}".formatted(error));
  }

  @Test
  void administration_withAnyOtherToken_isUnauthorized() {
    String apiToken = admin.post(PATH, "{\"name\": \"n\", \"quantity\": 1}").text("token");

    for (String token : new String[] {null, apiToken, admin.token() + "x"}) {
      Answer answer = admin.as(token).get(PATH);
      assertThat(answer).hasToString("401 {\"error\":\"Unauthorized\",\"code\":401}");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(admin.as(token).get("/admin;x=1/subscriptions").status()).isIn(401, 404);
    }
  }

  @Test
  void administration_withoutTheToken_revealsNothingElse() {
    Api anonymous = admin.as(null);

    assertThat(anonymous.send("PUT", PATH, null).status()).isEqualTo(401);
    assertThat(anonymous.post(PATH, "{").status()).isEqualTo(401);
    assertThat(anonymous.get("/admin/none").status()).isEqualTo(401);
    assertThat(admin.get("/admin/none").status()).isEqualTo(404);
  }

  @Test
  void adminToken_isNoApiToken() {
    assertThat(admin.get("/v2/account").status()).isEqualTo(401);
  }
}
