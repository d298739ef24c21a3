package berth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts whose stored token Discord refuses when it is posted again. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class RefusedAccountTest extends OneAccount {

  private final SimulatedDiscord discord = RunningBerth.discord();

  @AfterEach
  void behaveWell() {
    discord.behaveWell(user);
  }

  private Answer post(int maxJobs) {
    return caller.configure("sim-" + user, maxJobs);
  }

  private void refuse(String behaviour) {
    discord.behave(user, behaviour);
    assertThat(post(1).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "invalid, Discord token is invalid, Discord token is invalid",
    "locked, Discord account is not usable, "
        + "Discord account is not usable: 40002 You need to verify your account in order to"
        + " perform this action.",
    "blocked, Discord account is not usable, Discord account is not usable: 10008 Unknown Message",
    "no-bot, Midjourney bot not configured, Midjourney bot not configured"
  })
  void post_storedTokenThatIsRefused_takesTheAccountOutOfRotation_andStoresNothing(
      String behaviour, String error, String reason) {
    discord.behave(user, behaviour);

    Answer refused = post(1);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("error")).isEqualTo(error);
    assertThat(status()).isEqualTo("rejected");
    assertThat(caller.account(channel).text("reason")).isEqualTo(reason);
    assertThat(caller.account(channel).json().path("maxJobs").asInt()).isEqualTo(3);
    assertThat(caller.take().status()).isEqualTo(409);
  }

  @Test
  void rejected_accountThatIsCheckedAgain_showsWhen() {
    refuse("locked");

    assertThat(Instant.parse(caller.account(channel).text("nextCheck")))
        .isBetween(Instant.now().plusSeconds(40), Instant.now().plusSeconds(73));
    caller.pause(channel);
    assertThat(caller.account(channel).json().has("nextCheck")).isFalse();
    assertThat(caller.account(channel).json().has("reason")).isFalse();
  }

  @Test
  void rejected_accountWhoseTokenIsInvalid_isNotCheckedAgain() {
    refuse("invalid");

    assertThat(caller.account(channel).json().has("nextCheck")).isFalse();
  }

  @Test
  void rejected_byAHolder_showsThatReason() {
    end("outcome=rejected");

    assertThat(caller.account(channel).text("reason"))
        .isEqualTo("The holder of a slot reported that Discord refused the token");
    assertThat(caller.account(channel).json().has("nextCheck")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"invalid", "locked", "no-bot"})
  void pausedAccount_whoseTokenIsRefused_isRejectedWhenItIsResumed(String behaviour) {
    caller.pause(channel);

    refuse(behaviour);

    assertThat(status()).isEqualTo("paused");
    caller.resume(channel);
    assertThat(status()).isEqualTo("rejected");
    assertThat(caller.take().status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource({"limited", "down", "cloudflare-blocked", "forbidden"})
  void post_storedTokenThatIsNeitherConfirmedNorRefused_leavesTheAccountInRotation(
      String behaviour) {
    discord.behave(user, behaviour);

    assertThat(post(1).status()).isGreaterThanOrEqualTo(400);

    assertThat(status()).isEqualTo("active");
    grantsExactly(3);
  }

  @Test
  void post_storedTokenByAnotherSubscription_rejectsTheAccount_andRevealsNothing() {
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    discord.behave(user, "invalid");

    assertThat(other.configure("sim-" + user, 1))
        .hasToString("400 {\"error\":\"Discord token is invalid\",\"code\":400}");

    assertThat(status()).isEqualTo("rejected");
    assertThat(other.account(channel).status()).isEqualTo(404);
  }

  @Test
  void post_anotherTokenOfTheUserThatIsRefused_leavesTheAccountActive() {
    discord.behave(user, "invalid");

    assertThat(caller.configure("sim-" + user + ".other", 1).status()).isEqualTo(400);

    assertThat(status()).isEqualTo("active");
  }

  @Test
  void post_storedTokenThatNowHasAnotherChannel_isRefused_andRejectsTheAccount() {
    discord.reopenChannel(user);

    assertThat(post(1))
        .hasToString(
            "400 {\"error\":\"Channel %s configuration has same discord value\",\"code\":400}"
                .formatted(channel));

    assertThat(status()).isEqualTo("rejected");
    assertThat(caller.account(channel).text("reason")).isEqualTo("Midjourney bot not configured");
    assertThat(caller.account(channel).json().has("nextCheck")).isTrue();
  }

  @Test
  void rejected_accountWhoseTokenIsValidAgain_isBackWhenItIsPosted() {
    refuse("locked");
    discord.behaveWell(user);

    assertThat(post(2).status()).isEqualTo(200);

    assertThat(status()).isEqualTo("active");
    assertThat(caller.account(channel).json().has("reason")).isFalse();
    grantsExactly(2);
  }

  @Test
  void post_whenDiscordAnswersWithAnotherUserThanBefore_changesNothing() {
    RunningBerth.database()
        .execute("UPDATE account SET discord_user_id = '1' WHERE channel = '" + channel + "'");

    Answer answer = caller.configure("sim-" + user + ".new", 1);

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text("errorDetails")).isEqualTo("Discord answered with another user");
    assertThat(caller.account(channel).json().path("maxJobs").asInt()).isEqualTo(3);
    assertThat(caller.take().text("discord")).isEqualTo("sim-" + user);
  }

  @Test
  void moderatedAccount_whoseTokenIsRefused_staysModerated_andIsNotBackAtItsEnd() {
    end("outcome=moderated&message=x&retryAfter=300");

    refuse("invalid");

    assertThat(status()).isEqualTo("moderated");
    new StoredAccount(channel).endModeration();
    changeNothing();
    await().atMost(Duration.ofSeconds(20)).until(() -> status().equals("rejected"));
    assertThat(caller.account(channel).text("reason")).isEqualTo("Discord token is invalid");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> new StoredAccount(channel).read("due_at").equals("null"));
    assertThat(status()).isEqualTo("rejected");
  }
}
