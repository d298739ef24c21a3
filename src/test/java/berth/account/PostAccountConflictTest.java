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
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Accounts in conflict: the same token or channel, the last place of the quantity, all at once. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class PostAccountConflictTest extends OwnSubscription {

  private static final String PATH = "/v2/account/midjourney";

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
  void post_userStoredUnderAnotherChannel_withAnotherToken_isRefused() {
    String channel = caller.configured("sim-" + user, 3);
    RunningBerth.discord().reopenChannel(user);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    for (Api each : List.of(caller, other)) {
      assertThat(each.configure("sim-" + user + ".new", 3))
          .hasToString(
              "400 {\"error\":\"Channel %s configuration has same discord value\",\"code\":400}"
                  .formatted(channel));
    }
    assertThat(caller.get(PATH).json().size()).isEqualTo(1);
    assertThat(other.get(PATH).status()).isEqualTo(404);
    // Discord was asked about another token than that of the account
    assertThat(caller.account(channel).text("status")).isEqualTo("active");
  }

  @Test
  void post_userWhoseAccountWasDeleted_mayBeConfiguredUnderAnotherChannel() {
    String former = caller.configured("sim-" + user, 3);
    caller.deleteAccount(former);
    RunningBerth.discord().reopenChannel(user);
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.configure("sim-" + user, 3).status()).isEqualTo(201);

    assertThat(caller.configure("sim-" + user + ".new", 3).status()).isEqualTo(400);
  }

  /** Running jobs count for the user, whatever its channel, until they have ended. */
  @Test
  void post_userWhoseAccountWasDeleted_isRefusedWhileJobsRunOnItsFormerChannel() {
    String former = caller.configured("sim-" + user, 3);
    List<String> running = caller.taken(2);
    caller.deleteAccount(former);
    RunningBerth.discord().reopenChannel(user);

    caller.release(running.get(0));
    assertThat(caller.configure("sim-" + user + ".new", 3))
        .hasToString(
            ("400 {\"error\":\"Channel %s configuration has same discord value\","
                    + "\"errorDetails\":\"It was deleted, but jobs on it still run\",\"code\":400}")
                .formatted(former));
    caller.release(running.get(1));

    assertThat(caller.configure("sim-" + user + ".new", 3).status()).isEqualTo(201);
  }

  @Test
  void post_twoTokensOfOneUserForTwoChannelsAtOnce_configuresOne() {
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 20}");

    List<Answer> answers =
        AtOnce.run(
            8,
            number -> {
              if (number % 2 == 0) {
                RunningBerth.discord().reopenChannel(user);
              }
              return (number % 3 == 0 ? other : caller).configure("sim-" + user + "." + number, 3);
            });

    assertThat(answers).allMatch(answer -> List.of(200, 201, 400).contains(answer.status()));
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
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

  /** An earlier version may have stored such accounts. */
  @Test
  void post_userThatIsConfiguredTwice_isRefusedUntilOneIsDeleted() {
    String one = caller.configured("sim-" + user, 3);
    String other = caller.configured("sim-other-" + user, 3);
    RunningBerth.database()
        .execute(
            "UPDATE account SET discord_user_id ="
                + " (SELECT discord_user_id FROM account WHERE channel = '%s') WHERE channel = '%s'"
                    .formatted(one, other));

    assertThat(caller.configure("sim-" + user + ".new", 1).text("error"))
        .isEqualTo("Channel %s configuration has same discord value".formatted(other));
    assertThat(caller.slots().json().path("accounts")).hasSize(2);
    caller.deleteAccount(other);

    assertThat(caller.configure("sim-" + user + ".new", 1).status()).isEqualTo(200);
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

  @Test
  void fiftyUpsertsAtOnce_allSucceed() {
    List<Answer> answers =
        AtOnce.run(
            50, number -> caller.configure("sim-" + user + "-" + number % 5, 1 + number % 15));

    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 201);
    assertThat(caller.get(PATH).json().size()).isEqualTo(5);
  }

  private static Map<Integer, Long> statuses(List<Answer> answers) {
    return answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
  }
}
