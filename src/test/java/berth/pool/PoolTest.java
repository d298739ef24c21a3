package berth.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pool at a glance. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class PoolTest extends OneAccount {

  private JsonNode pool() {
    return caller.get("/v2/pool").json();
  }

  /** What was read for an earlier look may be a quarter of a second old. */
  private void awaitPool(String field, int value) {
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(pool().path(field).asInt()).isEqualTo(value));
  }

  @Test
  void heldSlots_areShown_withTheirNotes_andFreeIsWhatIsLeft() {
    String slot = caller.take("{\"ref\": \"sunset\"}").text("slot");

    awaitPool("held", 1);
    JsonNode pool = pool();
    assertThat(pool.path("free").asInt()).isEqualTo(2);
    assertThat(pool.path("accounts"))
        .hasToString("{\"active\":1,\"paused\":0,\"cooling\":0,\"rejected\":0,\"moderated\":0}");
    JsonNode place = pool.path("places").path(0);
    assertThat(place.path("channel").asText()).isEqualTo(channel);
    assertThat(place.path("maxJobs").asInt()).isEqualTo(3);
    assertThat(place.path("jobs")).hasSize(1);
    JsonNode job = place.path("jobs").path(0);
    assertThat(job.path("slot").asText()).isEqualTo(slot);
    assertThat(job.path("ref").asText()).isEqualTo("sunset");
    assertThat(Instant.parse(job.path("leasedUntil").asText()))
        .isAfter(Instant.parse(pool.path("at").asText()));
    assertThat(pool.has("next")).isFalse();
    assertThat(pool.path("discord").path("circuitOpen").asBoolean()).isFalse();
    assertThat(pool.path("discord").path("budgetLeft").asInt()).isPositive();
  }

  @Test
  void accountOutOfRotation_hasItsReason_andLeavesNothingFree() {
    end("outcome=moderated&message=Wait&retryAfter=300");

    awaitPool("free", 0);
    JsonNode place = pool().path("places").path(0);
    assertThat(place.path("status").asText()).isEqualTo("moderated");
    assertThat(place.path("pendingModMessage").asText()).isEqualTo("Wait");
    assertThat(place.path("until").asText()).isEqualTo(caller.account(channel).text("until"));
  }

  /** They share what is read, each on an event loop of its own. */
  @Test
  void manyLooksAtOnce_areAllAnswered() {
    for (int round = 0; round < 100; round++) {
      // a page that was not read before
      String page = "/v2/pool?after=%d".formatted(round);
      List<Integer> statuses = AtOnce.run(24, number -> caller.get(page).status());
      assertThat(statuses).containsOnly(200);
    }
  }

  /** The failure takes about two seconds. */
  @Test
  void failure_isForgottenSoon() throws SQLException {
    try (Connection connection = RunningBerth.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE grant_minute");
      await().atMost(Duration.ofSeconds(10)).until(() -> caller.get("/v2/pool").status() == 503);
    }

    await().atMost(Duration.ofSeconds(3)).until(() -> caller.get("/v2/pool").status() == 200);
  }

  @Test
  void waiters_areCounted_andTheOldestSaysSinceWhenItWaits() {
    caller.taken(3);
    CompletableFuture<HttpResponse<String>> waiter = caller.waitForSlot("{}", 30);

    awaitPool("waiting", 1);
    assertThat(Instant.parse(pool().path("oldestWaiterSince").asText()))
        .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(1));
    waiter.cancel(true);
    awaitPool("waiting", 0);
    assertThat(pool().has("oldestWaiterSince")).isFalse();
  }

  @Test
  void grants_areCountedByTheMinute() {
    caller.taken(3);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        pool()
                            .path("minutes")
                            .valueStream()
                            .mapToInt(minute -> minute.path("granted").asInt())
                            .sum())
                    .isEqualTo(3));
    assertThat(pool().path("minutes").path(0).path("waitSeconds").asDouble()).isPositive();
  }

  @Test
  void pages_followEachOther() {
    String other = caller.configured("sim-" + user + "-other", 1);

    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> caller.get("/v2/pool?limit=1").json().has("next"));
    JsonNode first = caller.get("/v2/pool?limit=1").json();
    JsonNode second = caller.get("/v2/pool?limit=1&after=" + first.path("next").asText()).json();
    assertThat(first.path("places")).hasSize(1);
    assertThat(second.path("places")).hasSize(1);
    assertThat(second.has("next")).isFalse();
    assertThat(first.path("places").path(0).path("channel").asText())
        .isNotEqualTo(second.path("places").path(0).path("channel").asText());
    assertThat(first.path("free").asInt()).isEqualTo(4);
    caller.deleteAccount(other);
  }

  @Test
  void unchangedPool_isNotSentAgain() {
    Answer first = caller.get("/v2/pool");
    String tag = first.header("ETag");

    await()
        .during(Duration.ofMillis(600))
        .atMost(Duration.ofSeconds(3))
        .untilAsserted(
            () -> {
              Answer again = caller.getIfChanged("/v2/pool", tag);
              assertThat(again.status()).isEqualTo(304);
              assertThat(again.body()).isEmpty();
            });
    caller.taken();
    await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> caller.getIfChanged("/v2/pool", tag).status() == 200);
  }

  @Test
  void poolOfAnother_isAnother() {
    Api other = admin.subscribed("{\"name\": \"other\", \"quantity\": 1}");

    assertThat(other.get("/v2/pool").json().path("places")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, Required param limit 0 can't be less than 1",
    "limit=501, Required param limit 501 can't be more that 500",
    "after=x, Required param after is malformed",
  })
  void wrongParameter_isRefused(String query, String error) {
    assertThat(caller.get("/v2/pool?" + query).text("error")).isEqualTo(error);
  }
}
