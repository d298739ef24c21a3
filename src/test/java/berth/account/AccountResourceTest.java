package berth.account;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of the contract about accounts, byte for byte where it gives a text. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class AccountResourceTest {

  private static final String PATH = "/v2/account/midjourney";

  private Api admin;
  private Api caller;

  /** Nobody else's, so that each test has its own accounts. */
  private String user;

  @BeforeEach
  void subscribe() {
    admin = RunningBerth.admin();
    caller = admin.subscribed("{\"name\": \"test\", \"quantity\": 20}");
    user = UUID.randomUUID().toString();
  }

  // 201 and 200

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

  // 400 for parameters

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
          {"discord": 12}                         | Required param discord is malformed
          {"discord": ["sim-1"]}                  | Required param discord is malformed
          {"discord": true}                       | Required param discord is malformed
          {"discord": "sim 1"}                    | Required param discord is malformed
          {"discord": "sim-1\\n"}                 | Required param discord is malformed
          {"discord": "sim-\u00e9"}               | Required param discord is malformed
          {"discord": "sim-\\u0000"}              | Required param discord is malformed
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

  @Test
  void post_tokenOf512Characters_isTaken_andOf513_isMalformed() {
    String prefix = "sim-" + user + ".";
    String longest = prefix + "x".repeat(512 - prefix.length());

    assertThat(caller.configure(longest, 3).status()).isEqualTo(201);
    assertThat(caller.configure(longest + "x", 3))
        .hasToString("400 {\"error\":\"Required param discord is malformed\",\"code\":400}");
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

  // The same token or channel elsewhere

  @Test
  void post_tokenStoredUnderAnotherChannel_isRefused() {
    String channel = caller.configured("sim-" + user, 3);
    RunningBerth.discord().reopenChannel(user);

    assertThat(caller.configure("sim-" + user, 3))
        .hasToString(
            "400 {\"error\":\"Channel %s configuration has same discord value\",\"code\":400}"
                .formatted(channel));
    assertThat(caller.get(PATH).json().size()).isEqualTo(1);
  }

  @Test
  void post_channelOfAnotherSubscription_isRefused() {
    String channel = caller.configured("sim-" + user, 3);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.configure("sim-" + user + ".other", 3))
        .hasToString(
            "400 {\"error\":\"Channel %s configuration has same discord value\",\"code\":400}"
                .formatted(channel));
    assertThat(other.get(PATH).status()).isEqualTo(404);
  }

  @Test
  void post_channelThatWasDeleted_mayBeConfiguredByAnotherSubscription() {
    String channel = caller.configured("sim-" + user, 3);
    caller.deleteAccount(channel);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.configure("sim-" + user, 3).status()).isEqualTo(201);
    assertThat(caller.configure("sim-" + user, 3).status()).isEqualTo(400);
  }

  @Test
  void post_oneTokenForTwoChannelsAtOnce_configuresOne() {
    List<Answer> answers =
        AtOnce.run(
            8,
            number -> {
              if (number % 2 == 0) {
                RunningBerth.discord().reopenChannel(user);
              }
              return caller.configure("sim-" + user, 3);
            });

    assertThat(answers).allMatch(answer -> answer.status() < 500);
    assertThat(caller.get(PATH).json().size()).isEqualTo(1);
  }

  // Quantity

  @Test
  void post_moreAccountsThanTheQuantity_isRefused_butUpdatesAreNot() {
    Api small = admin.subscribed("{\"name\": \"small\", \"quantity\": 1}");
    small.configured("sim-" + user, 3);

    assertThat(small.configure("sim-" + user + "2", 3))
        .hasToString(
            "402 {\"error\":\"Subscription quantity exceeded, see "
                + "https://useapi.net/docs/subscription\",\"code\":402}");
    assertThat(small.configure("sim-" + user, 4).status()).isEqualTo(200);
    assertThat(small.get(PATH).json().size()).isEqualTo(1);
  }

  @Test
  void post_deletedAccount_leavesItsPlaceInTheQuantity() {
    Api small = admin.subscribed("{\"name\": \"small\", \"quantity\": 1}");
    small.deleteAccount(small.configured("sim-" + user, 3));

    assertThat(small.configure("sim-" + user + "2", 3).status()).isEqualTo(201);
  }

  // Races

  @Test
  void post_sameNewAccountTwelveTimesAtOnce_createsOnce() {
    List<Answer> answers = AtOnce.run(12, number -> caller.configure("sim-" + user, 3));

    assertThat(statuses(answers)).isEqualTo(Map.of(201, 1L, 200, 11L));
    assertThat(caller.get(PATH).json().size()).isEqualTo(1);
  }

  @Test
  void post_eightNewAccountsAtOnceForThreePlaces_createsThree() {
    Api small = admin.subscribed("{\"name\": \"small\", \"quantity\": 3}");

    List<Answer> answers =
        AtOnce.run(8, number -> small.configure("sim-" + user + "-" + number, 3));

    assertThat(statuses(answers)).isEqualTo(Map.of(201, 3L, 402, 5L));
    assertThat(small.get(PATH).json().size()).isEqualTo(3);
  }

  @Test
  void post_sameChannelFromTwoSubscriptionsAtOnce_belongsToOne() {
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 20}");

    List<Answer> answers =
        AtOnce.run(2, number -> (number == 0 ? caller : other).configure("sim-" + user, 3));

    assertThat(statuses(answers)).isEqualTo(Map.of(201, 1L, 400, 1L));
  }

  private static Map<Integer, Long> statuses(List<Answer> answers) {
    return answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
  }

  // GET and DELETE

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

    assertThat(statuses(answers)).isEqualTo(Map.of(204, 12L));
    assertThat(caller.get(PATH).status()).isEqualTo(404);
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

  @Test
  void fiftyUpsertsAtOnce_allSucceed() {
    List<Answer> answers =
        AtOnce.run(
            50, number -> caller.configure("sim-" + user + "-" + number % 5, 1 + number % 15));

    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 201);
    assertThat(caller.get(PATH).json().size()).isEqualTo(5);
  }
}
