package berth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing the limit of an account without its token. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class PatchAccountTest extends OneAccount {

  private Answer patch(String body) {
    return patch(caller, body);
  }

  private Answer patch(Api by, String body) {
    return by.send("PATCH", "/v2/account/midjourney/" + channel, body);
  }

  @Test
  void patch_maxJobs_returnsTheAccountAsGet_andIsInForce() {
    Answer patched = patch("{\"maxJobs\": 5}");

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.json()).isEqualTo(caller.account(channel).json());
    assertThat(patched.json().path("maxJobs").asInt()).isEqualTo(5);
    assertThat(patched.text("discord")).startsWith("sim...");
    assertThat(patched.text("status")).isEqualTo("active");
    grantsExactly(5);
  }

  @Test
  void patch_doesNotAskDiscord_andWorksWhenTheTokenIsRefused() {
    RunningBerth.discord().behave(user, "invalid");
    int requests = RunningBerth.discord().requestsOf(user);

    assertThat(patch("{\"maxJobs\": 2}").status()).isEqualTo(200);

    assertThat(RunningBerth.discord().requestsOf(user)).isEqualTo(requests);
    assertThat(status()).isEqualTo("active");
    grantsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "", "{\"other\": 1}"})
  void patch_thatNamesNothing_changesNothing(String body) {
    String before = new StoredAccount(channel).read("account");

    Answer patched = patch(body);

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.json()).isEqualTo(caller.account(channel).json());
    assertThat(new StoredAccount(channel).read("account")).isEqualTo(before);
  }

  @Test
  void patch_maxJobs_changesNothingElse() {
    end("outcome=moderated&message=x&retryAfter=3600");
    caller.pause(channel);
    String rest =
        "to_jsonb(account) - 'max_jobs' || jsonb_build_object('digest', (SELECT token_digest FROM"
            + " channel WHERE channel.channel = account.channel))";
    String before = new StoredAccount(channel).read(rest);

    assertThat(patch("{\"maxJobs\": 1}").status()).isEqualTo(200);

    assertThat(new StoredAccount(channel).read(rest)).isEqualTo(before);
    assertThat(status()).isEqualTo("paused");
    caller.resume(channel);
    caller.reset(channel);
    grantsExactly(1);
  }

  @Test
  void patch_maxJobsOfNull_isTheDefault() {
    patch("{\"maxJobs\": 7}");

    assertThat(patch("{\"maxJobs\": null}").json().path("maxJobs").asInt()).isEqualTo(3);

    Api small = admin.subscribed("{\"name\": \"small\", \"quantity\": 1, \"maxJobs\": 2}");
    String other = small.configured("sim-small-" + user, 1);
    assertThat(
            small
                .send("PATCH", "/v2/account/midjourney/" + other, "{\"maxJobs\": null}")
                .json()
                .path("maxJobs")
                .asInt())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"maxJobs": 0}    | Required param maxJobs 0 can't be less than 1
          {"maxJobs": 16}   | Required param maxJobs 16 can't be more that 15
          {"maxJobs": 3.0}  | Required param maxJobs must be an integer
          {"maxJobs": "3"}  | Required param maxJobs must be an integer
          {"maxJobs": true} | Required param maxJobs must be an integer
          {"maxJobs": 2     | Request body is not a JSON object
          [2]               | Request body is not a JSON object
          """)
  void patch_wrong_isRefusedLikePost_andChangesNothing(String body, String error) {
    Answer refused = patch(body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("error")).isEqualTo(error);
    assertThat(caller.account(channel).json().path("maxJobs").asInt()).isEqualTo(3);
  }

  @Test
  void patch_isCheckedInTheOrderOfAllRequests() {
    Api expired =
        admin.subscribed(
            "{\"name\": \"old\", \"quantity\": 1, \"expiresAt\": \"2020-01-01T00:00:00Z\"}");
    assertThat(patch(caller.as(null), "{\"maxJobs\": 0}").status()).isEqualTo(401);
    assertThat(patch(expired, "{\"maxJobs\": 0}"))
        .hasToString(
            "402 {\"error\":\"Account has no subscription or subscription expired\",\"code\":402}");
    String notFound = "404 {\"error\":\"Account not found\",\"code\":404}";
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");
    assertThat(patch(other, "{\"maxJobs\": 0}").status()).isEqualTo(400);
    assertThat(patch(other, "{\"maxJobs\": 2}")).hasToString(notFound);
    assertThat(patch(other, "{}")).hasToString(notFound);
    caller.deleteAccount(channel);
    assertThat(patch("{\"maxJobs\": 2}")).hasToString(notFound);
    assertThat(new StoredAccount(channel).exists()).isFalse();
  }

  @Test
  void patch_belowWhatRuns_drains() {
    List<String> held = caller.taken(3);

    assertThat(patch("{\"maxJobs\": 1}").status()).isEqualTo(200);

    assertThat(held).allMatch(slot -> caller.renew(slot, 60).status() == 200);
    assertThat(caller.take().status()).isEqualTo(429);
    caller.release(held.get(0));
    caller.release(held.get(1));
    assertThat(caller.take().status()).isEqualTo(429);
    caller.release(held.get(2));
    grantsExactly(1);
  }

  @Test
  void patch_aHigherLimit_servesTheWaiter() {
    caller.taken(3);
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 20);
    await().until(() -> caller.slots().json().path("waiting").asInt() == 1);
    long begun = System.nanoTime();

    patch("{\"maxJobs\": 4}");

    assertThat(waiter.orTimeout(20, TimeUnit.SECONDS).join().statusCode()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  /** The limit of the last response is in force, and no slot is left over. */
  @Test
  void patches_postsAndDeletionsAtOnce_endWithTheLimitOfTheLastResponse() {
    List<Answer> answers =
        AtOnce.run(
            12,
            number ->
                switch (number % 4) {
                  case 0 -> caller.configure("sim-" + user, 1 + number % 5);
                  case 1 -> number == 1 ? caller.deleteAccount(channel) : caller.take();
                  default -> patch("{\"maxJobs\": %d}".formatted(1 + number));
                });

    assertThat(answers)
        .allMatch(answer -> List.of(200, 201, 204, 404, 429).contains(answer.status()));
    caller.configured("sim-" + user, 3);
    caller
        .slots()
        .json()
        .path("executing")
        .forEach(slot -> caller.release(slot.path("slot").asText()));
    int limit = patch("{\"maxJobs\": 6}").json().path("maxJobs").asInt();
    grantsExactly(limit);
  }
}
