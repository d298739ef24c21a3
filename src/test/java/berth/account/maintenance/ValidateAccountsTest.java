package berth.account.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What periodic checks do to rejected accounts. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class ValidateAccountsTest {

  private Api caller;
  private String user;
  private String channel;
  private StoredAccount stored;

  @BeforeEach
  void configure() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    user = UUID.randomUUID().toString();
    channel = caller.configured("sim-" + user, 1);
    stored = new StoredAccount(channel);
  }

  @AfterEach
  void delete() {
    caller.deleteAccount(channel);
  }

  private void reject() {
    Answer taken = caller.take();
    assertThat(caller.release(taken.text("slot"), "outcome=rejected").status()).isEqualTo(204);
  }

  private void makeDue() {
    stored.makeDue();
    triggerTasks();
  }

  /** Any change of an account makes this pod run the periodic tasks at once. */
  private void triggerTasks() {
    caller.deleteAccount(caller.configured("sim-trigger-" + user, 1));
  }

  /** Waits until the next check is later than the claim of a check would make it. */
  private void untilPostponed() {
    makeDue();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> untilDue().compareTo(Duration.ofSeconds(45)) > 0);
  }

  private Duration untilDue() {
    return Duration.ofMillis(
        (long) (1000 * Double.parseDouble(stored.read("extract(epoch FROM due_at - now())"))));
  }

  private String status() {
    return caller.account(channel).text("status");
  }

  @Test
  void rejected_accountWhoseTokenIsValid_isBackAndGranted() {
    reject();
    assertThat(untilDue()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(73));

    makeDue();

    await().atMost(Duration.ofSeconds(20)).until(() -> status().equals("active"));
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(stored.read("failures")).isEqualTo("0");
    assertThat(stored.read("due_at")).isEqualTo("null");
  }

  @Test
  void rejected_accountWhoseTokenIsInvalid_isCheckedOnce() {
    reject();
    stored.replaceToken("sim-invalid." + user);
    int requests = RunningBerth.discord().requests();

    makeDue();

    await().atMost(Duration.ofSeconds(20)).until(() -> stored.read("due_at").equals("null"));
    assertThat(status()).isEqualTo("rejected");
    // two requests for the account that triggers the tasks, and one that was refused
    assertThat(RunningBerth.discord().requests()).isEqualTo(requests + 3);
    caller.pause(channel);
    caller.resume(channel);
    assertThat(stored.read("due_at")).isEqualTo("null");
    assertThat(caller.take().status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"locked", "no-bot", "somebody-else"})
  void rejected_accountThatIsRefusedAgain_isCheckedLater(String sim) {
    reject();
    stored.replaceToken("sim-" + sim + "." + user);

    untilPostponed();

    assertThat(stored.read("failures")).isEqualTo("2");
    assertThat(untilDue()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(145));
    assertThat(status()).isEqualTo("rejected");
  }

  @Test
  void rejected_accountNeitherConfirmedNorRefused_isCheckedSoon_withoutAnotherFailure() {
    reject();
    stored.replaceToken("sim-down." + user);

    untilPostponed();

    assertThat(stored.read("failures")).isEqualTo("1");
    assertThat(untilDue()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(120));
    assertThat(status()).isEqualTo("rejected");
  }

  @Test
  void rejected_accountThatIsPaused_isNotCheckedUntilItIsResumed() {
    reject();
    caller.pause(channel);
    stored.replaceToken("sim-invalid." + user);
    stored.makeDue();
    String due = stored.read("due_at");
    String other = caller.configured("sim-other-" + user, 1);
    caller.release(caller.take().text("slot"), "outcome=rejected");
    new StoredAccount(other).makeDue();
    triggerTasks();
    // the other account was due later
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> caller.account(other).text("status").equals("active"));
    assertThat(stored.read("due_at")).isEqualTo(due);
    caller.deleteAccount(other);

    caller.resume(channel);

    await().atMost(Duration.ofSeconds(20)).until(() -> stored.read("due_at").equals("null"));
  }

  @Test
  void posted_account_isNotCheckedAnyMore() {
    reject();

    caller.configured("sim-" + user + ".new", 1);

    assertThat(stored.read("due_at")).isEqualTo("null");
    assertThat(stored.read("failures")).isEqualTo("0");
  }
}
