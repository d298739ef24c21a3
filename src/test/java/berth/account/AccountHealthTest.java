package berth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The health of accounts in responses, and how it changes when accounts are posted or deleted. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class AccountHealthTest extends OneAccount {

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

  @Test
  void cooling_account_showsItsEnd() {
    end("outcome=limited&retryAfter=300");

    JsonNode account = caller.account(channel).json();
    assertThat(status()).isEqualTo("cooling");
    assertThat(Instant.parse(account.path("until").asText()))
        .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(301));
    caller.pause(channel);
    assertThat(caller.account(channel).json().has("until")).isFalse();
  }

  @Test
  void moderated_account_showsTheMessage() {
    end("outcome=moderated&message=Please%20read%20%26%20accept");

    assertThat(status()).isEqualTo("moderated");
    assertThat(caller.account(channel).text("pendingModMessage")).isEqualTo("Please read & accept");
    assertThat(caller.account(channel).json().has("until")).isFalse();
  }

  @Test
  void moderated_withAnEnd_showsTheEnd_andComesBackByItself() {
    end("outcome=moderated&message=Wait&retryAfter=300");

    JsonNode account = caller.account(channel).json();
    assertThat(account.path("status").asText()).isEqualTo("moderated");
    assertThat(account.path("pendingModMessage").asText()).isEqualTo("Wait");
    assertThat(Instant.parse(account.path("until").asText()))
        .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(301));
    new StoredAccount(channel).endModeration();
    changeNothing();
    await().atMost(Duration.ofSeconds(20)).until(() -> status().equals("active"));
    assertThat(caller.account(channel).json().has("until")).isFalse();
    grantsExactly(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome=limited", "outcome=moderated"})
  void outcome_forThirtyDays_lastsThirtyDays(String outcome) {
    end(outcome + "&retryAfter=2592000");

    assertThat(Duration.between(Instant.now(), until()))
        .isBetween(Duration.ofDays(30).minusMinutes(1), Duration.ofDays(30));
  }

  @Test
  void moderated_withAnEnd_keepsItWhenPaused_andPostedAgain() {
    end("outcome=moderated&retryAfter=172800");
    Instant until = until();

    caller.pause(channel);
    assertThat(caller.account(channel).json().has("until")).isFalse();
    caller.resume(channel);
    caller.configured("sim-" + user + ".new", 2);

    assertThat(status()).isEqualTo("moderated");
    assertThat(until()).isEqualTo(until);
    caller.reset(channel);
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void moderated_whileCooling_isNotBackBeforeTheEndOfCooling() {
    List<String> slots = caller.taken(2);
    caller.release(slots.get(0), "outcome=limited&retryAfter=172800");
    Instant cooled = until();

    caller.release(slots.get(1), "outcome=moderated&retryAfter=2");

    assertThat(status()).isEqualTo("moderated");
    assertThat(until()).isEqualTo(cooled);
  }

  private Instant until() {
    return Instant.parse(caller.account(channel).text("until"));
  }

  @Test
  void rejected_account_showsNoEnd() {
    end("outcome=rejected");

    assertThat(status()).isEqualTo("rejected");
    assertThat(caller.account(channel).json().has("until")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "outcome=limited&retryAfter=300, active",
    "outcome=rejected, active",
    "outcome=moderated, moderated"
  })
  void posted_again_isBackUnlessModerated(String outcome, String status) {
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
  void deleted_whileOutOfRotation_andConfiguredAgain_isActive(String outcome) {
    end(outcome);

    assertThat(caller.deleteAccount(channel).status()).isEqualTo(204);

    assertThat(caller.configure("sim-" + user, 2).status()).isEqualTo(201);
    assertThat(status()).isEqualTo("active");
    grantsExactly(2);
  }
}
