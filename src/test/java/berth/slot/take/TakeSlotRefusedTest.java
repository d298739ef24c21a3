package berth.slot.take;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for slots that are refused. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class TakeSlotRefusedTest extends OwnSubscription {

  @Test
  void take_noAccount_isNotFound() {
    assertThat(caller.take())
        .hasToString("404 {\"error\":\"No account is configured\",\"code\":404}");
    assertThat(caller.take("{\"channel\": \"123\"}"))
        .hasToString("404 {\"error\":\"Account not found\",\"code\":404}");
  }

  @Test
  void take_pinnedToAnotherSubscriptionsAccount_isNotFound() {
    String channel = caller.configured("sim-" + user, 2);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    other.configured("sim-" + user + "2", 2);

    assertThat(other.take("{\"channel\": \"%s\"}".formatted(channel)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"leaseSeconds": 4}    | Required param leaseSeconds 4 can't be less than 5
          {"leaseSeconds": 3601} | Required param leaseSeconds 3601 can't be more that 3600
          {"leaseSeconds": "60"} | Required param leaseSeconds must be an integer
          {"leaseSeconds": 60.0} | Required param leaseSeconds must be an integer
          {"ref": 7}             | Required param ref is malformed
          {"ref": "\\u0000"}     | Required param ref is malformed
          {"ref": "\\ud800"}     | Required param ref is malformed
          {"channel": 7}         | Required param channel is malformed
          {"channel": ""}        | Required param channel is malformed
          """)
  void take_wrongParameter_isRefusedAndNothingTaken(String body, String error) {
    caller.configured("sim-" + user, 1);

    assertThat(caller.take(body))
        .hasToString("400 {\"error\":\"%s\",\"code\":400}".formatted(error));
    assertThat(caller.slots().json().path("executing")).isEmpty();
  }

  @Test
  void take_refOf256Characters_isKept_andOf257_isMalformed() {
    caller.configured("sim-" + user, 2);
    String longest = "\u00fc".repeat(256);

    assertThat(caller.take("{\"ref\": \"%s\"}".formatted(longest)).text("ref")).isEqualTo(longest);
    assertThat(caller.take("{\"ref\": \"%sx\"}".formatted(longest)).status()).isEqualTo(400);
  }

  @Test
  void take_accountWhoseTokenCantBeRead_releasesTheSlot() throws SQLException {
    String channel = caller.configured("sim-" + user, 1);
    try (var connection = RunningBerth.database().connect();
        var statement =
            connection.prepareStatement(
                "UPDATE account SET token_key_id = 'lost' WHERE channel = ?")) {
      statement.setString(1, channel);
      statement.executeUpdate();
    }

    Answer failed = caller.take();

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.body())
        .matches(
            "\\{\"error\":\"Internal server error\",\"errorDetails\":\"Log id [-0-9a-f]{36}\",\"code\":500}");
    assertThat(caller.slots().json().path("executing")).isEmpty();
  }
}
