package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of the contract about slots. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class SlotResourceTest {

  private static final String PATH = "/v2/slots/midjourney";

  private Api admin;
  private Api caller;
  private String user;

  @BeforeEach
  void subscribe() {
    admin = RunningBerth.admin();
    caller = admin.subscribed("{\"name\": \"test\", \"quantity\": 20}");
    user = UUID.randomUUID().toString();
  }

  // Taking

  @Test
  void take_freeSlot_returnsTheLeaseAndTheTokenWhole() {
    String channel = caller.configured("sim-" + user, 2);

    Answer taken = caller.take("{\"leaseSeconds\": 60, \"ref\": \"job 7\"}");

    JsonNode slot = taken.json();
    assertThat(taken.status()).isEqualTo(201);
    assertThat(slot.path("channel").asText()).isEqualTo(channel);
    assertThat(slot.path("discord").asText()).isEqualTo("sim-" + user);
    assertThat(slot.path("ref").asText()).isEqualTo("job 7");
    assertThat(slot.path("leaseSeconds").asInt()).isBetween(59, 60);
    assertThat(Instant.parse(slot.path("leasedUntil").asText()))
        .isBetween(Instant.now().plusSeconds(50), Instant.now().plusSeconds(70));
    assertThat(taken.header("Location")).endsWith(PATH + "/" + slot.path("slot").asText());
  }

  @Test
  void take_withoutBody_leasesForFiveMinutes() {
    caller.configured("sim-" + user, 1);

    Answer taken = caller.send("POST", PATH, null);

    assertThat(taken.status()).isEqualTo(201);
    assertThat(taken.json().path("leaseSeconds").asInt()).isBetween(299, 300);
    assertThat(taken.json().has("ref")).isFalse();
  }

  @Test
  void take_again_growsTheFence() {
    caller.configured("sim-" + user, 1);
    Answer first = caller.take();
    caller.release(first.text("slot"));

    Answer second = caller.take();

    assertThat(second.json().path("fence").asLong())
        .isGreaterThan(first.json().path("fence").asLong());
  }

  @Test
  void take_pinned_grantsOnlyThatAccount() {
    caller.configured("sim-" + user, 5);
    String wanted = caller.configured("sim-" + user + "2", 2);
    String pinned = "{\"channel\": \"%s\"}".formatted(wanted);

    assertThat(caller.take(pinned).text("channel")).isEqualTo(wanted);
    assertThat(caller.take(pinned).text("channel")).isEqualTo(wanted);
    assertThat(caller.take(pinned).status()).isEqualTo(429);
  }

  @Test
  void take_allBusy_tellsWhatRunsAndWhenToRetry() {
    caller.configured("sim-" + user, 2);
    Set<String> held =
        Set.of(
            caller.take("{\"leaseSeconds\": 3600}").text("slot"),
            caller.take("{\"leaseSeconds\": 7}").text("slot"));

    Answer busy = caller.take();

    assertThat(busy.status()).isEqualTo(429);
    assertThat(busy.text("error")).isEqualTo("All accounts are busy");
    assertThat(busy.json().path("executingJobs"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(held);
    assertThat(Integer.parseInt(busy.header("Retry-After"))).isBetween(5, 7);
  }

  @Test
  void take_allBusyForLong_asksToRetryWithinHalfAMinute() {
    caller.configured("sim-" + user, 1);
    caller.take("{\"leaseSeconds\": 3600}");

    assertThat(caller.take().header("Retry-After")).isEqualTo("30");
  }

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

  // Looking

  @Test
  void list_showsLeasesAndAccounts() {
    String channel = caller.configured("sim-" + user, 3);
    String slot = caller.take("{\"ref\": \"mine\"}").text("slot");

    JsonNode list = caller.slots().json();

    assertThat(list.path("executing")).hasSize(1);
    JsonNode executing = list.path("executing").path(0);
    assertThat(executing.path("slot").asText()).isEqualTo(slot);
    assertThat(executing.path("channel").asText()).isEqualTo(channel);
    assertThat(executing.path("ref").asText()).isEqualTo("mine");
    assertThat(executing.has("grantedAt")).isTrue();
    assertThat(executing.has("leasedUntil")).isTrue();
    assertThat(list.path("accounts"))
        .hasToString(
            ("[{\"channel\":\"%s\",\"status\":\"active\","
                    + "\"maxJobs\":3,\"executing\":1,\"available\":2}]")
                .formatted(channel));
    assertThat(list.path("waiting").asInt()).isZero();
  }

  @Test
  void get_heldSlot_showsItWithoutTheToken() {
    caller.configured("sim-" + user, 3);
    Answer taken = caller.take();

    Answer found = caller.slot(taken.text("slot"));

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.text("leasedUntil")).isEqualTo(taken.text("leasedUntil"));
    assertThat(found.json().path("fence")).isEqualTo(taken.json().path("fence"));
    assertThat(found.body()).doesNotContain("discord").doesNotContain(user);
  }

  @Test
  void anything_withASlotThatNeverWas_isNotFound() {
    caller.configured("sim-" + user, 3);
    String slot = caller.take().text("slot");
    String forged = (slot.charAt(0) == 'A' ? "B" : "A") + slot.substring(1);

    for (String unknown : List.of("none", "%00", forged, slot + "A", slot.substring(1))) {
      assertThat(caller.slot(unknown).status()).isEqualTo(404);
      assertThat(caller.renew(unknown, 60).status()).isEqualTo(404);
      assertThat(caller.release(unknown).status()).isEqualTo(404);
    }
    assertThat(caller.slot(slot).status()).isEqualTo(200);
  }

  @Test
  void anything_withASlotOfAnotherSubscription_isNotFound() {
    caller.configured("sim-" + user, 3);
    String slot = caller.take().text("slot");
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.slot(slot).status()).isEqualTo(404);
    assertThat(other.renew(slot, 60).status()).isEqualTo(404);
    assertThat(other.release(slot).status()).isEqualTo(404);
    assertThat(other.slots().json().path("executing")).isEmpty();
    assertThat(caller.slot(slot).status()).isEqualTo(200);
  }

  // Renewing

  @Test
  void renew_heldSlot_runsFromNowOn() {
    caller.configured("sim-" + user, 1);
    Answer taken = caller.take("{\"leaseSeconds\": 3600}");

    Answer renewed = caller.renew(taken.text("slot"), 60);

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.json().path("leaseSeconds").asInt()).isBetween(59, 60);
    assertThat(Instant.parse(renewed.text("leasedUntil")))
        .isBefore(Instant.parse(taken.text("leasedUntil")));
    assertThat(renewed.json().path("fence")).isEqualTo(taken.json().path("fence"));
  }

  @Test
  void renew_withoutBody_leasesForFiveMinutes() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take("{\"leaseSeconds\": 5}").text("slot");

    Answer renewed = caller.send("POST", PATH + "/" + slot + "/renew", null);

    assertThat(renewed.json().path("leaseSeconds").asInt()).isBetween(299, 300);
  }

  @Test
  void renew_releasedSlot_isGone() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");
    caller.release(slot);

    assertThat(caller.renew(slot, 60).status()).isEqualTo(410);
    assertThat(caller.slot(slot).status()).isEqualTo(410);
  }

  @Test
  void renew_wrongLease_isRefused() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");

    assertThat(caller.renew(slot, 4).status()).isEqualTo(400);
  }

  // Releasing

  @Test
  void release_twice_isDoneTwice_untilSomebodyElseHoldsTheSlot() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");

    assertThat(caller.release(slot)).hasToString("204 ");
    assertThat(caller.release(slot)).hasToString("204 ");
    String strangers = caller.take().text("slot");
    assertThat(caller.release(slot).status()).isEqualTo(410);
    assertThat(caller.slot(strangers).status()).isEqualTo(200);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  @Test
  void release_manyAtOnce_freesOnePlace() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take().text("slot");

    AtOnce.run(8, number -> caller.release(slot));

    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(caller.take().status()).isEqualTo(429);
  }

  // Running out

  @Test
  void lease_thatRanOut_isFreeWithoutASweeper_andItsHolderIsTold() {
    caller.configured("sim-" + user, 1);
    String slot = caller.take("{\"leaseSeconds\": 5}").text("slot");
    assertThat(caller.take().status()).isEqualTo(429);

    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> caller.slot(slot).status() == 410);

    assertThat(caller.renew(slot, 60).status()).isEqualTo(410);
    assertThat(caller.release(slot).status()).isEqualTo(410);
    String strangers = caller.take().text("slot");
    assertThat(caller.release(slot).status()).isEqualTo(410);
    assertThat(caller.renew(slot, 60).status()).isEqualTo(410);
    assertThat(caller.slot(strangers).status()).isEqualTo(200);
  }

  @Test
  void take_accountWhoseTokenCantBeRead_givesTheSlotBack() throws SQLException {
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

  // At once

  @Test
  void take_manyAtOnce_grantsEachSlotOnce() {
    caller.configured("sim-" + user, 3);
    caller.configured("sim-" + user + "2", 5);

    List<Answer> answers = AtOnce.run(40, number -> caller.take());

    List<String> granted =
        answers.stream().filter(a -> a.status() == 201).map(a -> a.text("slot")).toList();
    assertThat(granted).hasSize(8);
    assertThat(new HashSet<>(granted)).hasSize(8);
    assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 429);
  }

  @Test
  void take_asManyAsThereAre_isNeverRefused() {
    IntStream.range(0, 5).forEach(n -> caller.configured("sim-" + user + n, 4));

    List<Answer> answers = AtOnce.run(20, number -> caller.take());

    assertThat(answers).allMatch(answer -> answer.status() == 201);
  }
}
