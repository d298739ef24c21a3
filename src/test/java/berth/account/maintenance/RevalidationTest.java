package berth.account.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.harness.Api;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Active accounts that are checked from time to time, here every two seconds. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
@TestProfile(RevalidationTest.EveryTwoSeconds.class)
class RevalidationTest {

  /** Sets the interval of the checks. */
  public static class EveryTwoSeconds implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("berth.revalidation.every", "2s");
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Api caller;
  private String user;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"test\", \"quantity\": 20}");
    user = UUID.randomUUID().toString();
  }

  private String status(String channel) {
    return caller.account(channel).text("status");
  }

  @Test
  void activeAccounts_areCheckedRepeatedly_andStayActive() {
    List<String> channels =
        IntStream.range(0, 3).mapToObj(n -> caller.configured("sim-" + user + n, 1)).toList();
    int requests = RunningBerth.discord().requests();

    // three checks of each, of two requests
    await().atMost(TIMEOUT).until(() -> RunningBerth.discord().requests() >= requests + 18);

    assertThat(channels).allMatch(channel -> status(channel).equals("active"));
    assertThat(channels)
        .allMatch(channel -> new StoredAccount(channel).read("failures").equals("0"));
    channels.forEach(caller::deleteAccount);
  }

  @Test
  void accountWhoseTokenWasRevoked_isRejected_andCheckedNoMore() {
    String channel = caller.configured("sim-" + user, 1);

    new StoredAccount(channel).replaceToken("sim-invalid." + user);

    await().atMost(TIMEOUT).until(() -> status(channel).equals("rejected"));
    assertThat(new StoredAccount(channel).read("due_at")).isEqualTo("null");
    assertThat(caller.take().status()).isEqualTo(409);
  }

  @Test
  void accountThatWasLocked_isRejected_andCheckedLater() {
    String channel = caller.configured("sim-" + user, 1);

    new StoredAccount(channel).replaceToken("sim-locked." + user);

    await().atMost(TIMEOUT).until(() -> status(channel).equals("rejected"));
    assertThat(new StoredAccount(channel).read("due_at > now() + interval '40 seconds'"))
        .isEqualTo("true");
  }

  @Test
  void pausedAccount_isNotChecked() {
    String paused = caller.configured("sim-paused-" + user, 1);
    caller.pause(paused);
    new StoredAccount(paused).replaceToken("sim-invalid." + user);
    String other = caller.configured("sim-" + user, 1);
    new StoredAccount(other).replaceToken("sim-invalid." + user);

    await().atMost(TIMEOUT).until(() -> status(other).equals("rejected"));

    assertThat(new StoredAccount(paused).read("status")).isEqualTo("ACTIVE");
  }
}
