package berth.slot.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes that holders report when they release slots, and when they count. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class OutcomeTest extends OneAccount {

  @ParameterizedTest
  @CsvSource({
    "outcome=rejected, rejected",
    "outcome=limited&retryAfter=60.5, cooling",
    "outcome=limited&retryAfter=2592000, cooling",
    "outcome=moderated, moderated",
    "outcome=moderated&message=x&retryAfter=2592000, moderated"
  })
  void outcome_takesTheAccountOut_andEndsTheLeaseAndNoOther(String query, String status) {
    String reported = caller.taken();
    String other = caller.taken();

    assertThat(caller.release(reported, query)).hasToString("204 ");

    assertThat(status()).isEqualTo(status);
    assertThat(caller.slot(reported).status()).isEqualTo(410);
    assertThat(caller.renew(other, 60).status()).isEqualTo(200);
    assertThat(caller.take().status()).isIn(409, 429);
    assertThat(caller.release(other).status()).isEqualTo(204);
    assertThat(caller.slots().json().path("executing")).isEmpty();
  }

  @Test
  void done_leavesTheAccountIn() {
    assertThat(caller.release(caller.taken(), "outcome=done")).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
  }

  @Test
  void unknownOutcome_isRefusedWithThoseThatThereAre_andTheLeaseRunsOn() {
    String slot = caller.taken();

    assertThat(caller.release(slot, "outcome=better"))
        .hasToString(
            "400 {\"error\":\"Required param outcome is malformed\",\"errorDetails\":"
                + "\"It is one of done, rejected, limited, moderated\",\"code\":400}");

    assertThat(caller.slot(slot).status()).isEqualTo(200);
  }

  @Test
  void message_withCharactersThatAreNotSeen_hasSpacesInTheirPlace() {
    String channel = caller.configured("sim-" + UUID.randomUUID(), 1);
    String slot = caller.take("{\"channel\": \"%s\"}".formatted(channel)).text("slot");

    caller.release(slot, "outcome=moderated&message=a%00b%1Bc%E2%80%AEd%E2%80%A8e");

    assertThat(caller.account(channel).text("pendingModMessage")).isEqualTo("a b c d e");
    caller.deleteAccount(channel);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          outcome=limited                  | Required param retryAfter is missing or empty
          outcome=limited&retryAfter=later | Required param retryAfter is malformed
          outcome=moderated&retryAfter=never | Required param retryAfter is malformed
          outcome=limited&retryAfter=2592001 | Required param retryAfter 2592001 can't be more that 2592000
          outcome=moderated&retryAfter=2592001 | Required param retryAfter 2592001 can't be more that 2592000
          """)
  void wrongParameter_isRefused_andTheLeaseRunsOn(String query, String error) {
    String slot = caller.taken();

    assertThat(caller.release(slot, query))
        .hasToString("400 {\"error\":\"%s\",\"code\":400}".formatted(error));

    assertThat(caller.slot(slot).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome=rejected", "outcome=limited&retryAfter=60", "outcome=moderated"})
  void outcome_afterTheLeaseWasReleased_isIgnored(String query) {
    String slot = caller.taken();
    caller.release(slot);

    assertThat(caller.release(slot, query).status()).isEqualTo(204);
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void outcome_afterTheLeaseRanOut_isIgnored() {
    String slot = caller.take("{\"leaseSeconds\": 5}").text("slot");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> caller.slots().json().path("executing").isEmpty());

    assertThat(caller.release(slot, "outcome=moderated").status()).isEqualTo(410);
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void outcome_ofAnUnknownSlot_isNotFound() {
    assertThat(caller.release("none", "outcome=moderated").status()).isEqualTo(404);
  }

  @Test
  void outcome_sentTwice_countsOnce() {
    String slot = caller.taken();
    caller.release(slot, "outcome=moderated");
    caller.reset(channel);

    assertThat(caller.release(slot, "outcome=moderated").status()).isEqualTo(204);
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void outcome_afterTheTokenWasReplaced_endsTheLeaseAlone() {
    String slot = caller.taken();
    caller.configured("sim-" + user + ".new", 3);

    assertThat(caller.release(slot, "outcome=rejected")).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
    assertThat(caller.slot(slot).status()).isEqualTo(410);
  }

  @Test
  void outcome_afterTheSameTokenWasPostedAgain_counts() {
    String slot = caller.taken();
    caller.configured("sim-" + user, 2);

    caller.release(slot, "outcome=rejected");

    assertThat(status()).isEqualTo("rejected");
  }

  @Test
  void outcome_ofALeaseThatWasGrantedLongAfterTheTokenWasReplaced_counts() {
    caller.release(caller.taken());
    caller.configured("sim-" + user + ".new", 3);
    new StoredAccount(channel).makeTokenOld();

    caller.release(caller.taken(), "outcome=rejected");

    assertThat(status()).isEqualTo("rejected");
  }

  @Test
  void outcome_afterTheAccountWasDeletedAndConfiguredAgain_isIgnored() {
    String slot = caller.taken();
    caller.deleteAccount(channel);

    String another = caller.configured("sim-" + user, 3);

    assertThat(another).isEqualTo(channel);
    assertThat(caller.release(slot, "outcome=rejected").status()).isEqualTo(204);
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void outcome_ofADeletedAccount_endsTheLease() {
    String slot = caller.taken();
    caller.deleteAccount(channel);

    assertThat(caller.release(slot, "outcome=rejected").status()).isEqualTo(204);
    assertThat(caller.slot(slot).status()).isEqualTo(410);
  }

  @Test
  void outcome_ofAPausedAccount_countsWhenItIsResumed() {
    String slot = caller.taken();
    caller.pause(channel);

    caller.release(slot, "outcome=moderated&message=x");

    assertThat(status()).isEqualTo("paused");
    caller.resume(channel);
    assertThat(status()).isEqualTo("moderated");
  }

  /** All jobs of the account meet the same refusal. The check is not delayed by each report. */
  @Test
  void rejected_byAllHolders_isOneRefusal() {
    List<String> slots = caller.taken(3);
    caller.release(slots.get(0), "outcome=rejected");
    String check = new StoredAccount(channel).read("due_at");

    caller.release(slots.get(1), "outcome=rejected");
    caller.release(slots.get(2), "outcome=rejected");

    assertThat(new StoredAccount(channel).read("failures")).isEqualTo("1");
    assertThat(new StoredAccount(channel).read("due_at")).isEqualTo(check);
  }
}
