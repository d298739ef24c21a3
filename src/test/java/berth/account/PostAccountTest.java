package berth.account;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OwnSubscription;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuring one account: the tables of the API, byte for byte where they give a text. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class PostAccountTest extends OwnSubscription {

  private static final String PATH = "/v2/account/midjourney";

  @Test
  void post_newChannel_isCreatedAndTokenReturnedWhole() {
    Answer answer = caller.configure("sim-" + user, 5);

    String channel = RunningBerth.discord().channelOf(user);
    assertThat(answer)
        .hasToString(
            "201 {\"discord\":\"sim-%s\",\"channel\":\"%s\",\"maxJobs\":5}"
                .formatted(user, channel));
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void post_configuredChannel_replacesTokenAndLimit() {
    String channel = caller.configured("sim-" + user, 5);

    Answer answer = caller.configure("sim-" + user + ".rotated", 7);

    assertThat(answer)
        .hasToString(
            "200 {\"discord\":\"sim-%s.rotated\",\"channel\":\"%s\",\"maxJobs\":7}"
                .formatted(user, channel));
    assertThat(caller.get(PATH + "/" + channel))
        .hasToString(
            "200 {\"discord\":\"sim...ted\",\"channel\":\"%s\",\"maxJobs\":7,\"status\":\"active\"}"
                .formatted(channel));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"discord": "%s"}                                   | 15 | 3
          {"discord": "%s", "maxJobs": null}                  | 15 | 3
          {"discord": "%s"}                                   | 2  | 2
          {"discord": "%s", "maxJobs": 1}                     | 15 | 1
          {"discord": "%s", "maxJobs": 15}                    | 15 | 15
          {"discord": "%s", "maxJobs": 4}                     | 4  | 4
          {"discord": "%s", "maxJobs": 4, "comment": [1, {}]} | 4  | 4
          """)
  void post_allowedLimit_isStored(String body, int ceiling, int maxJobs) {
    Api capped =
        admin.subscribed("{\"name\": \"t\", \"quantity\": 1, \"maxJobs\": %d}".formatted(ceiling));

    Answer answer = capped.post(PATH, body.formatted("sim-" + user));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("maxJobs").asInt()).isEqualTo(maxJobs);
  }

  @Test
  void post_withoutLimitOnUpdate_setsTheDefault() {
    caller.configured("sim-" + user, 9);

    Answer answer = caller.post(PATH, "{\"discord\": \"sim-%s\"}".formatted(user));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("maxJobs").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                      | Required param discord is missing or empty
          {"maxJobs": 3}                          | Required param discord is missing or empty
          {"discord": null}                       | Required param discord is missing or empty
          {"discord": ""}                         | Required param discord is missing or empty
          {"discord": " \\t "}                    | Required param discord is missing or empty
          {"discord": "sim-1", "maxJobs": 16}     | Required param maxJobs 16 can't be more that 15
          {"discord": "sim-1", "maxJobs": 99999999999999999999} | Required param maxJobs 99999999999999999999 can't be more that 15
          {"discord": "sim-1", "maxJobs": 0}      | Required param maxJobs 0 can't be less than 1
          {"discord": "sim-1", "maxJobs": -3}     | Required param maxJobs -3 can't be less than 1
          {"discord": "sim-1", "maxJobs": 3.5}    | Required param maxJobs must be an integer
          {"discord": "sim-1", "maxJobs": 3.0}    | Required param maxJobs must be an integer
          {"discord": "sim-1", "maxJobs": "3"}    | Required param maxJobs must be an integer
          {"discord": "sim-1", "maxJobs": true}   | Required param maxJobs must be an integer
          {"discord": "sim-1", "maxJobs": 1e99}   | Required param maxJobs must be an integer
          {"discord": "sim-1", "maxJobs": []}     | Required param maxJobs must be an integer
          """)
  void post_wrongParameter_isRefusedAndDiscordNotAsked(String body, String error) {
    int requests = RunningBerth.discord().requests();

    Answer answer = caller.post(PATH, body);

    assertThat(answer).hasToString("400 {\"error\":\"%s\",\"code\":400}".formatted(error));
    assertThat(RunningBerth.discord().requests()).isEqualTo(requests);
    assertThat(caller.get(PATH).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          12                     | not a string
          ["sim-1"]              | not a string
          true                   | not a string
          {}                     | not a string
          "sim 1"                | a blank in it
          "sim-1 "               | a blank at its end
          "sim-1\\n"            | a line break at its end
          "\\"sim-1\\""         | quotes around it
          "'sim-1'"              | quotes around it
          "`sim-1`"              | backticks around it
          "token=sim-1"          | a name and a sign like = before it
          "Bearer sim-1"         | a word before it
          "sim-1,"               | a comma at its end
          "sim...m-1"            | ... in it: it is masked, as GET shows it
          "sim-\\u0000"         | a character that can't be seen, or is not one of a-z, A-Z and 0-9, at its end
          "sim-é"           | a character that can't be seen, or is not one of a-z, A-Z and 0-9, at its end
          """)
  void post_malformedToken_isRefusedWithTheFlaw_andDiscordNotAsked(String discord, String details) {
    int requests = RunningBerth.discord().requests();

    Answer answer = caller.post(PATH, "{\"discord\": " + discord + "}");

    assertThat(answer)
        .hasToString(
            ("400 {\"error\":\"Required param discord is malformed\",\"errorDetails\":\"%s\","
                    + "\"code\":400}")
                .formatted(details));
    assertThat(RunningBerth.discord().requests()).isEqualTo(requests);
    assertThat(caller.get(PATH).status()).isEqualTo(404);
  }

  @Test
  void post_malformedToken_withoutALiveSubscription_isRefusedForTheSubscription() {
    Api expired =
        admin.subscribed(
            "{\"name\": \"t\", \"quantity\": 1, \"expiresAt\": \"2020-01-01T00:00:00Z\"}");

    assertThat(expired.configure("'sim-1'", 99).status()).isEqualTo(402);
    assertThat(caller.as("nobody").configure("'sim-1'", 99).status()).isEqualTo(401);
  }

  @Test
  void post_tokenOf512Characters_isTaken_andOf513_isMalformed() {
    String prefix = "sim-" + user + ".";
    String longest = prefix + "x".repeat(512 - prefix.length());

    assertThat(caller.configure(longest, 3).status()).isEqualTo(201);
    assertThat(caller.configure(longest + "x", 3))
        .hasToString(
            "400 {\"error\":\"Required param discord is malformed\","
                + "\"errorDetails\":\"longer than 512 characters\",\"code\":400}");
  }

  @Test
  void post_limitAboveCeiling_namesTheCeiling() {
    Api capped = admin.subscribed("{\"name\": \"t\", \"quantity\": 1, \"maxJobs\": 4}");

    assertThat(capped.configure("sim-" + user, 5))
        .hasToString(
            "400 {\"error\":\"Required param maxJobs 5 can't be more that 4\",\"code\":400}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"discord": "sim-1"      | It is no JSON at line 1, column 20
          {"discord": "sim-1"} x   | It is no JSON at line 1, column 22
          {discord: 'sim-1'}       | It is no JSON at line 1, column 2
          ["sim-1"]                | It holds JSON of another type
          "sim-1"                  | It holds JSON of another type
          null                     | It holds JSON of another type
          """)
  void post_noJsonObject_isRefused(String body, String details) {
    assertThat(caller.post(PATH, body))
        .hasToString(
            ("400 {\"error\":\"Request body is not a JSON object\","
                    + "\"errorDetails\":\"%s\",\"code\":400}")
                .formatted(details));
  }

  @Test
  void tokens_areNotStoredInTheClear() throws Exception {
    caller.configured("sim-" + user, 5);

    try (var connection = RunningBerth.database().connect();
        var statement =
            connection.prepareStatement(
                "SELECT count(*) FROM account WHERE position(?::bytea IN token_ciphertext) > 0");
        var all = connection.prepareStatement("SELECT account::text || channel FROM account")) {
      statement.setBytes(1, ("sim-" + user).getBytes(StandardCharsets.UTF_8));
      try (var count = statement.executeQuery()) {
        count.next();
        assertThat(count.getInt(1)).isZero();
      }
      try (var rows = all.executeQuery()) {
        while (rows.next()) {
          assertThat(rows.getString(1)).doesNotContain(user);
        }
      }
    }
  }
}
