package berth.slot.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code Idempotency-Key}, with one pod. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class IdempotencyKeyHttpTest {

  private Api caller;
  private String channel;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    channel = caller.configured("sim-" + UUID.randomUUID(), 3);
  }

  @Test
  void sameKey_whileTheSlotIsHeld_isTheSameSlot() {
    Answer first = caller.take("{\"ref\": \"first\"}", "key");
    Answer second = caller.take("{\"ref\": \"second\", \"leaseSeconds\": 5}", "key");
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    for (String field : List.of("slot", "channel", "discord", "fence", "leasedUntil", "ref")) {
      assertThat(second.text(field)).as(field).isEqualTo(first.text(field));
    }
    assertThat(caller.slots().json().path("executing")).hasSize(1);
  }

  @Test
  void sameKey_afterTheRelease_isANewSlot() {
    String first = caller.take("{}", "key").text("slot");
    caller.release(first);
    Answer second = caller.take("{}", "key");
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text("slot")).isNotEqualTo(first);
  }

  @Test
  void sameKey_afterTheLeaseRanOut_isANewSlot_alsoWhenItsPlaceIsTaken() {
    caller.take("{\"leaseSeconds\": 5}", "key");
    caller.take("{\"leaseSeconds\": 5}", "other-key");
    await().until(() -> caller.slots().json().path("executing").isEmpty());
    for (int i = 0; i < 2; i++) {
      assertThat(caller.take().status()).isEqualTo(201);
    }
    Answer again = caller.take("{}", "key");
    assertThat(again.status()).isEqualTo(201);
    assertThat(caller.take("{}", "key").text("slot")).isEqualTo(again.text("slot"));
    assertThat(caller.take("{}", "other-key").status()).isEqualTo(429);
  }

  @Test
  void sameKey_renewedSlot_isStillTheSameSlot() {
    Answer first = caller.take("{\"leaseSeconds\": 5}", "key");
    caller.renew(first.text("slot"), 3600);
    Answer second = caller.take("{}", "key");
    assertThat(second.text("slot")).isEqualTo(first.text("slot"));
    assertThat(second.json().path("leaseSeconds").asInt()).isBetween(3_590, 3_600);
  }

  @Test
  void sameKey_manyAtOnce_isOneSlot() {
    for (int round = 0; round < 10; round++) {
      String key = "key-" + round;
      List<Answer> answers = AtOnce.run(20, number -> caller.take("{}", key));
      assertThat(answers.stream().map(answer -> answer.text("slot")).distinct()).hasSize(1);
      assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
      assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(19);
      assertThat(caller.slots().json().path("executing")).hasSize(1);
      caller.release(answers.get(0).text("slot"));
    }
  }

  @Test
  void sameKey_ofAnotherSubscription_isAnotherSlot() {
    Api other = RunningBerth.admin().subscribed("{\"name\": \"other\", \"quantity\": 1}");
    other.configured("sim-" + UUID.randomUUID(), 1);
    Answer mine = caller.take("{}", "key");
    Answer others = other.take("{}", "key");
    assertThat(others.status()).isEqualTo(201);
    assertThat(others.text("channel")).isNotEqualTo(mine.text("channel"));
  }

  @Test
  void differentKeys_areDifferentSlots() {
    assertThat(caller.take("{}", "a").text("slot"))
        .isNotEqualTo(caller.take("{}", "b").text("slot"));
    assertThat(caller.take("{}", "A").status()).isEqualTo(201);
  }

  @Test
  void refused_key_isFreeAgain() {
    List<String> held = List.of(take(), take(), take());
    assertThat(caller.take("{}", "key").status()).isEqualTo(429);
    caller.release(held.get(0));
    assertThat(caller.take("{}", "key").status()).isEqualTo(201);
  }

  @Test
  void sameKey_whileItIsWaitedFor_isTheSameSlot() {
    List<String> held = List.of(take(), take(), take());
    Map<String, String> headers = Map.of("Prefer", "wait=20", "Idempotency-Key", "key");
    CompletableFuture<HttpResponse<String>> first = caller.sendTake("{}", headers);
    await().until(() -> caller.slots().json().path("waiting").asInt() == 1);
    CompletableFuture<HttpResponse<String>> second = caller.sendTake("{}", headers);
    caller.release(held.get(1));
    Answer one = Answer.of(first.orTimeout(30, TimeUnit.SECONDS).join());
    Answer two = Answer.of(second.orTimeout(30, TimeUnit.SECONDS).join());
    assertThat(List.of(one.status(), two.status())).containsExactly(201, 200);
    assertThat(two.text("slot")).isEqualTo(one.text("slot"));
  }

  @Test
  void revokedToken_thatWaitsForTheOwnerOfTheKey_getsNoSlot() {
    List<String> held = List.of(take(), take(), take());
    Api admin = RunningBerth.admin();
    String tokens = "/admin/subscriptions/" + caller.get("/v2/account").text("sub") + "/tokens";
    Answer token = admin.post(tokens, "{\"name\": \"revoked\"}");
    Map<String, String> key = Map.of("Idempotency-Key", "key");
    CompletableFuture<HttpResponse<String>> owner =
        caller.sendTake("{}", Map.of("Prefer", "wait=30", "Idempotency-Key", "key"));
    await().until(() -> caller.slots().json().path("waiting").asInt() == 1);
    CompletableFuture<HttpResponse<String>> other =
        caller.as(token.text("token")).sendTake("{}", key);
    admin.send("DELETE", tokens + "/" + token.text("id"), null);
    await().until(() -> caller.as(token.text("token")).get("/v2/account").status() == 401);

    caller.release(held.get(0));

    assertThat(Answer.of(owner.orTimeout(30, TimeUnit.SECONDS).join()).status()).isEqualTo(201);
    assertThat(Answer.of(other.orTimeout(30, TimeUnit.SECONDS).join()).status()).isEqualTo(401);
  }

  /** Each holds a connection, as waiters do. */
  @Test
  void requests_thatWaitForTheOwnerOfTheKey_countAsWaiting() {
    List.of(take(), take(), take());
    CompletableFuture<HttpResponse<String>> owner =
        caller.sendTake("{}", Map.of("Prefer", "wait=60", "Idempotency-Key", "key"));
    await().until(() -> caller.slots().json().path("waiting").asInt() == 1);
    List<CompletableFuture<HttpResponse<String>>> others =
        Stream.generate(() -> caller.sendTake("{}", Map.of("Idempotency-Key", "key")))
            .limit(1_020)
            .toList();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> others.stream().filter(CompletableFuture::isDone).count() >= 21);
      assertThat(
              others.stream()
                  .filter(CompletableFuture::isDone)
                  .map(done -> Answer.of(done.join()))
                  .map(answer -> answer.status() + " " + answer.text("error")))
          .containsOnly("429 Too many requests are waiting");
    } finally {
      others.forEach(request -> request.cancel(true));
      owner.cancel(true);
    }
  }

  @Test
  void disconnected_owner_leavesTheKeyToTheNextRequest() {
    List<String> held = List.of(take(), take(), take());
    Map<String, String> headers = Map.of("Prefer", "wait=30", "Idempotency-Key", "key");
    CompletableFuture<HttpResponse<String>> first = caller.sendTake("{}", headers);
    await().until(() -> caller.slots().json().path("waiting").asInt() == 1);
    first.cancel(true);
    await().until(() -> caller.slots().json().path("waiting").asInt() == 0);
    caller.release(held.get(1));
    assertThat(caller.take("{}", "key").status()).isEqualTo(201);
  }

  @Test
  void deletedAccount_slotIsTheSame_withoutAToken() {
    Answer first = caller.take("{}", "key");
    caller.deleteAccount(channel);
    Answer second = caller.take("{}", "key");
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("slot")).isEqualTo(first.text("slot"));
    assertThat(second.json().has("discord")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"with space", "tab\there"})
  void malformed_key_isRefusedAndNothingTaken(String key) {
    Answer refused = caller.take("{}", key);
    assertThat(refused)
        .hasToString("400 {\"error\":\"Header Idempotency-Key is malformed\",\"code\":400}");
    assertThat(caller.slots().json().path("executing")).isEmpty();
  }

  @Test
  void key_of128Characters_isTaken_andOf129_isMalformed() {
    assertThat(caller.take("{}", "k".repeat(128)).status()).isEqualTo(201);
    assertThat(caller.take("{}", "k".repeat(129)).status()).isEqualTo(400);
    assertThat(caller.take("{}", "").status()).isEqualTo(400);
  }

  private String take() {
    return caller.take().text("slot");
  }
}
