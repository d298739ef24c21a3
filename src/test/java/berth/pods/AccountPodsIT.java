package berth.pods;

import static org.assertj.core.api.Assertions.assertThat;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Changes of accounts at one of two packaged pods, which count at both. */
@Tag("concurrent")
@Execution(ExecutionMode.SAME_THREAD)
class AccountPodsIT extends TwoPods {

  @Test
  void storedTokenThatIsRefused_whenPostedAtOnePod_isGrantedAtNone() {
    String channel = here.configured("sim-" + user, 3);
    assertThat(here.release(here.taken()).status()).isEqualTo(204);
    pods().discord().behave(user, "locked");

    assertThat(posted(there, "sim-" + user, 1).status()).isEqualTo(400);

    for (Api each : List.of(here, there)) {
      assertThat(each.account(channel).text("status")).isEqualTo("rejected");
      assertThat(each.account(channel).json().path("maxJobs").asInt()).isEqualTo(3);
      assertThat(each.take().status()).isEqualTo(409);
    }
  }

  @Test
  void pausedAccountWhoseTokenIsRefused_staysOutWhenItIsResumedAtTheOtherPod() {
    String channel = here.configured("sim-" + user, 3);
    here.pause(channel);
    pods().discord().behave(user, "no-bot");
    assertThat(posted(there, "sim-" + user, 3).status()).isEqualTo(400);

    assertThat(here.resume(channel).status()).isEqualTo(204);

    assertThat(here.account(channel).text("status")).isEqualTo("rejected");
    assertThat(there.take().status()).isEqualTo(409);
  }

  @Test
  void tokensOfOneUser_forManyChannels_atBothPodsAtOnce_areOneAccount() {
    Api other = pods().admin(0).subscribed("{\"name\": \"other\", \"quantity\": 200}");
    for (int round = 0; round < 10; round++) {
      String name = user + "-" + round;
      List<Answer> answers =
          AtOnce.run(
              8,
              number -> {
                Api caller = number % 3 == 0 ? other : here;
                if (number % 2 == 0) {
                  pods().discord().reopenChannel(name);
                }
                return posted(
                    caller.at(pods().url(number / 2)), "sim-" + name + "." + number % 4, 3);
              });

      assertThat(answers).allMatch(answer -> List.of(200, 201, 400).contains(answer.status()));
      assertThat(
              pods()
                  .database()
                  .number(
                      "SELECT max(accounts) FROM (SELECT count(*) AS accounts FROM account"
                          + " GROUP BY discord_user_id) AS users"))
          .isEqualTo(1);
    }
    assertThat(pods().database().deadlocks()).isZero();
  }

  @Test
  void waitersAtTheOtherPod_areRefusedAtOnceWhenTheirAccountIsPaused() {
    waitersAtTheOtherPodAreRefusedAtOnce(
        (channel, held) -> assertThat(again(() -> here.pause(channel)).status()).isEqualTo(204));
  }

  @Test
  void waitersAtTheOtherPod_areRefusedAtOnceWhenTheirAccountIsModerated() {
    waitersAtTheOtherPodAreRefusedAtOnce(
        (channel, held) ->
            // an outcome counts once for each lease, so the second is for a first release that
            // failed
            assertThat(held)
                .anyMatch(
                    slot -> here.release(slot, "outcome=moderated&message=x").status() == 204));
  }

  @Test
  void waitersAtTheOtherPod_areRefusedAtOnceWhenDiscordRefusesTheirAccount() {
    waitersAtTheOtherPodAreRefusedAtOnce(
        (channel, held) -> {
          pods().discord().behave(user, "locked");
          assertThat(posted(here, "sim-" + user, 2).status()).isEqualTo(400);
        });
  }

  private void waitersAtTheOtherPodAreRefusedAtOnce(BiConsumer<String, List<String>> takeOut) {
    String channel = here.configured("sim-" + user, 2);
    List<String> held = here.taken(2);
    CompletableFuture<HttpResponse<String>> any = there.waitForSlot("{}", 30);
    CompletableFuture<HttpResponse<String>> pinned =
        there.waitForSlot("{\"channel\": \"%s\"}".formatted(channel), 30);
    untilWaiting(there, 2);

    takeOut.accept(channel, held);
    long begun = System.nanoTime();

    assertThat(answer(any).status()).isEqualTo(409);
    assertThat(answer(pinned).status()).isEqualTo(409);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void waiterAtTheOtherPod_isServedWhenTheLimitIsRaisedWithoutTheToken() {
    String channel = here.configured("sim-" + user, 1);
    here.taken();
    CompletableFuture<HttpResponse<String>> waiter = there.waitForSlot("{}", 30);
    untilWaiting(there, 1);

    Answer patched = here.send("PATCH", "/v2/account/midjourney/" + channel, "{\"maxJobs\": 2}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(answer(waiter).status()).isEqualTo(201);
  }

  private static Answer posted(Api caller, String discord, int maxJobs) {
    return again(() -> caller.configure(discord, maxJobs));
  }

  /** Sends the request again after a 503, as callers do: a busy machine may refuse some of many. */
  private static Answer again(Supplier<Answer> request) {
    Answer answer = request.get();
    for (int i = 1; i < 5 && answer.status() == 503; i++) {
      answer = request.get();
    }
    return answer;
  }
}
