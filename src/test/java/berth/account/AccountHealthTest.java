package berth.account;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pausing, resuming and resetting accounts, and what is told of their health. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class AccountHealthTest extends OneAccount {

  // Pause and resume

  @Test
  void paused_account_grantsNothing_andItsSlotsLiveOn() {
    String renewed = take();
    String released = take();

    assertThat(caller.pause(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("paused");
    assertThat(load().path("available").asInt()).isZero();
    assertThat(load().path("executing").asInt()).isEqualTo(2);
    assertThat(caller.renew(renewed, 600).status()).isEqualTo(200);
    assertThat(caller.release(released).status()).isEqualTo(204);
    assertThat(caller.release(released).status()).isEqualTo(204);
    assertThat(caller.take().status()).isEqualTo(409);
    assertThat(caller.take("{\"channel\": \"%s\"}".formatted(channel)).status()).isEqualTo(409);
  }

  @Test
  void resumed_account_grantsWhatItMayRun_withWhatStillRuns() {
    take();
    caller.pause(channel);

    assertThat(caller.resume(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
    grantsExactly(2);
  }

  @Test
  void pausedAndResumedAgainAndAgain_isAsIfItHadBeenOnce() {
    for (int i = 0; i < 3; i++) {
      assertThat(caller.pause(channel).status()).isEqualTo(204);
      assertThat(caller.pause(channel).status()).isEqualTo(204);
      assertThat(caller.resume(channel).status()).isEqualTo(204);
      assertThat(caller.resume(channel).status()).isEqualTo(204);
    }
    grantsExactly(3);
  }

  @Test
  void paused_account_staysPausedWhenItIsPosted_andTakesTheNewLimit() {
    caller.pause(channel);

    caller.configured("sim-" + user + ".new", 2);

    assertThat(status()).isEqualTo("paused");
    assertThat(caller.take().status()).isEqualTo(409);
    caller.resume(channel);
    grantsExactly(2);
  }

  @Test
  void paused_account_canBeDeletedAndConfiguredAgain() {
    String held = take();
    caller.pause(channel);

    assertThat(caller.deleteAccount(channel).status()).isEqualTo(204);

    assertThat(caller.renew(held, 600).status()).isEqualTo(200);
    assertThat(caller.configure("sim-" + user, 3).status()).isEqualTo(201);
    assertThat(status()).isEqualTo("active");
    grantsExactly(2);
  }

  @Test
  void paused_oneOfMany_leavesTheOthersInTheDraw() {
    List<String> others =
        IntStream.range(0, 4).mapToObj(n -> caller.configured("sim-" + user + "-" + n, 1)).toList();
    caller.pause(others.get(0));
    caller.pause(channel);
    caller.pause(others.get(3));
    caller.resume(others.get(0));

    List<String> granted =
        IntStream.range(0, 3).mapToObj(n -> caller.take().text("channel")).toList();

    assertThat(granted).containsExactlyInAnyOrderElementsOf(others.subList(0, 3));
    assertThat(caller.take().status()).isEqualTo(429);
    others.forEach(caller::deleteAccount);
  }

  // What there is not

  @Test
  void unknownAccount_isNotFound() {
    Api other = RunningBerth.admin().subscribed("{\"name\": \"other\", \"quantity\": 1}");
    List<BiFunction<Api, String, Answer>> routes = List.of(Api::pause, Api::resume, Api::reset);
    for (BiFunction<Api, String, Answer> route : routes) {
      String notFound = "404 {\"error\":\"Account not found\",\"code\":404}";
      assertThat(route.apply(caller, "1234567890")).hasToString(notFound);
      assertThat(route.apply(other, channel)).hasToString(notFound);
      assertThat(route.apply(caller, "none").status()).isEqualTo(404);
      assertThat(route.apply(caller.as(null), channel).status()).isEqualTo(401);
    }
    assertThat(caller.get("/v2/account/midjourney/" + channel + "/pause").status()).isEqualTo(405);
    assertThat(status()).isEqualTo("active");
  }

  // What is told

  @Test
  void cooling_account_tellsUntilWhen() {
    end("outcome=limited&retryAfter=300");

    JsonNode account = caller.account(channel).json();
    assertThat(status()).isEqualTo("cooling");
    assertThat(Instant.parse(account.path("until").asText()))
        .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(301));
    caller.pause(channel);
    assertThat(caller.account(channel).json().has("until")).isFalse();
  }

  @Test
  void moderated_account_tellsTheMessage() {
    end("outcome=moderated&message=Please%20read%20%26%20accept");

    assertThat(status()).isEqualTo("moderated");
    assertThat(caller.account(channel).text("pendingModMessage")).isEqualTo("Please read & accept");
    assertThat(caller.account(channel).json().has("until")).isFalse();
  }

  @Test
  void rejected_account_tellsNoEnd() {
    end("outcome=rejected");

    assertThat(status()).isEqualTo("rejected");
    assertThat(caller.account(channel).json().has("until")).isFalse();
  }

  // Posting the account again

  @ParameterizedTest
  @CsvSource({
    "outcome=limited&retryAfter=300, active",
    "outcome=rejected, active",
    "outcome=moderated, moderated"
  })
  void posted_anew_isBackUnlessModerated(String outcome, String status) {
    end(outcome);

    caller.configured("sim-" + user + ".new", 2);

    assertThat(status()).isEqualTo(status);
    if (status.equals("active")) {
      grantsExactly(2);
    } else {
      assertThat(caller.take().status()).isEqualTo(409);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"outcome=limited&retryAfter=300", "outcome=rejected", "outcome=moderated"})
  void deleted_whileOut_andConfiguredAgain_isWell(String outcome) {
    end(outcome);

    assertThat(caller.deleteAccount(channel).status()).isEqualTo(204);

    assertThat(caller.configure("sim-" + user, 2).status()).isEqualTo(201);
    assertThat(status()).isEqualTo("active");
    grantsExactly(2);
  }

  // Reset

  @ParameterizedTest
  @CsvSource({"outcome=limited&retryAfter=300", "outcome=rejected", "outcome=moderated&message=x"})
  void reset_accountThatIsOut_isBack(String outcome) {
    end(outcome);

    assertThat(caller.reset(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
    assertThat(caller.account(channel).json().has("pendingModMessage")).isFalse();
    grantsExactly(3);
  }

  @Test
  void reset_activeAccount_doesNotAskDiscord() {
    int requests = RunningBerth.discord().requests();

    assertThat(caller.reset(channel).status()).isEqualTo(204);
    caller.pause(channel);
    assertThat(caller.reset(channel).status()).isEqualTo(204);

    assertThat(status()).isEqualTo("paused");
    assertThat(RunningBerth.discord().requests()).isEqualTo(requests);
  }

  @Test
  void reset_pausedAccount_staysPausedAndIsWellUnderIt() {
    end("outcome=moderated");
    caller.pause(channel);

    assertThat(caller.reset(channel).status()).isEqualTo(204);

    assertThat(status()).isEqualTo("paused");
    caller.resume(channel);
    assertThat(status()).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource({
    "invalid, 400, Discord token is invalid",
    "locked, 400, Discord account is not usable",
    "no-bot, 400, Midjourney bot not configured",
    "somebody-else, 400, Midjourney bot not configured",
    "limited, 429, Discord rate limit",
    "down, 502, Discord is unavailable"
  })
  void reset_tokenNotConfirmed_answersLikePost_andStaysOut(String sim, int status, String error) {
    end("outcome=moderated&message=x");
    new StoredAccount(channel).replaceToken("sim-" + sim + "." + user);

    Answer answer = caller.reset(channel);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text("error")).isEqualTo(error);
    assertThat(status()).isEqualTo("moderated");
    assertThat(caller.take().status()).isEqualTo(409);
  }

  @Test
  void reset_coolingAccountWhoseTokenIsInvalid_doesNotComeBackWhenItHasCooled() {
    end("outcome=limited&retryAfter=300");
    new StoredAccount(channel).replaceToken("sim-invalid." + user);

    assertThat(caller.reset(channel).status()).isEqualTo(400);

    assertThat(status()).isEqualTo("rejected");
    assertThat(new StoredAccount(channel).read("due_at")).isEqualTo("null");
  }
}
