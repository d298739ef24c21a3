package berth.account;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading accounts and deleting them. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class GetAndDeleteAccountTest extends OwnSubscription {

  private static final String PATH = "/v2/account/midjourney";

  @Test
  void get_noAccounts_isNotFound() {
    assertThat(caller.get(PATH))
        .hasToString("404 {\"error\":\"No account is configured\",\"code\":404}");
  }

  @Test
  void get_accounts_areKeyedByChannelAndMasked() {
    String channel = caller.configured("sim-" + user, 5);

    assertThat(caller.get(PATH))
        .hasToString(
            ("200 {\"%1$s\":{\"discord\":\"sim...%2$s\",\"channel\":\"%1$s\","
                    + "\"maxJobs\":5,\"status\":\"active\"}}")
                .formatted(channel, user.substring(user.length() - 3)));
  }

  @ParameterizedTest
  @CsvSource({"1234567890", "none", "%00", "-1", "99999999999999999999999999"})
  void getAndDelete_unknownChannel_isNotFound(String channel) {
    caller.configured("sim-" + user, 5);

    assertThat(caller.get(PATH + "/" + channel).status()).isEqualTo(404);
    assertThat(caller.deleteAccount(channel).status()).isEqualTo(404);
  }

  @Test
  void getAndDelete_accountOfAnotherSubscription_isNotFound() {
    String channel = caller.configured("sim-" + user, 5);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.get(PATH + "/" + channel))
        .hasToString("404 {\"error\":\"Account not found\",\"code\":404}");
    assertThat(other.deleteAccount(channel).status()).isEqualTo(404);
    assertThat(caller.get(PATH + "/" + channel).status()).isEqualTo(200);
  }

  @Test
  void delete_account_isGone() {
    String channel = caller.configured("sim-" + user, 5);

    assertThat(caller.deleteAccount(channel)).hasToString("204 ");
    assertThat(caller.deleteAccount(channel).status()).isEqualTo(404);
    assertThat(caller.get(PATH + "/" + channel).status()).isEqualTo(404);
  }

  @Test
  void delete_manyAtOnce_deletesThemAll() {
    List<String> configured =
        IntStream.range(0, 12).mapToObj(n -> caller.configured("sim-" + user + n, 2)).toList();

    List<Answer> answers = AtOnce.run(12, number -> caller.deleteAccount(configured.get(number)));

    assertThat(answers).hasSize(12).allMatch(answer -> answer.status() == 204);
    assertThat(caller.get(PATH).status()).isEqualTo(404);
  }
}
