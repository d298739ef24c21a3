package berth.discord;

import static berth.discord.DiscordTable.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.exchange.SimulatedAnswer;
import berth.harness.OneAccount;
import berth.harness.RunningBerth;
import berth.harness.StoredAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A look-up for a caller is not withheld because Berth, or another subscription, has spent its
 * share of the budget.
 */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class JoinedLookUpTest extends OneAccount {

  /** Spends all permits that Berth's own checks may take. */
  private static void spendBerthsShare() {
    RunningBerth.database()
        .execute(
            "UPDATE discord_permit SET holder = NULL, spent_until = now() + interval '10 minutes'"
                + " WHERE number <= 400");
  }

  @AfterEach
  void nothingIsSpent() {
    RunningBerth.database().execute("UPDATE discord_permit SET spent_until = '-infinity'");
  }

  @Test
  void reset_whenBerthsShareIsSpent_usesThatOfTheCaller() {
    end("outcome=moderated");
    spendBerthsShare();

    assertThat(caller.reset(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
  }

  @Test
  void post_thatJoinsABackgroundCheck_isServed_whenBerthsShareIsSpentMeanwhile() {
    assertThat(caller.release(caller.taken(), "outcome=rejected").status()).isEqualTo(204);
    RunningBerth.discord().script(user, USER.after(Duration.ofSeconds(2)));
    int requests = RunningBerth.discord().requestsOf(user);
    new StoredAccount(channel).makeDue();
    // any change makes this pod run its periodic task at once
    caller.deleteAccount(caller.configured("sim-bell-" + user, 1));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> RunningBerth.discord().requestsOf(user) > requests);
    spendBerthsShare();

    assertThat(caller.configure("sim-" + user, 3).status()).isEqualTo(200);
  }

  @Test
  void post_thatJoinsALookUpOfASubscriptionThatHasSpentItsShare_isServed() {
    String token = "sim-shared-" + user;
    RunningBerth.discord()
        .script(
            "shared-" + user,
            USER.after(Duration.ofSeconds(2)),
            USER,
            SimulatedAnswer.json(200, "[]"));
    var spender = admin.subscribed("{\"name\": \"spender\", \"quantity\": 1}");
    long id = RunningBerth.database().number("SELECT max(id) FROM subscription");
    Thread first = new Thread(() -> spender.configure(token, 1));
    first.start();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> RunningBerth.discord().requestsOf("shared-" + user) > 0);
    RunningBerth.database()
        .execute(
            "UPDATE discord_subscription_permit SET holder = NULL,"
                + " spent_until = now() + interval '10 minutes' WHERE subscription_id = "
                + id);

    assertThat(caller.configure(token, 3).text("error")).isEqualTo("Midjourney bot not configured");
  }

  @Test
  void expiredRefusals_areDeleted() {
    RunningBerth.database()
        .execute(
            "INSERT INTO discord_refusal (digest, by_discord, refused_until)"
                + " SELECT sha256(number::text::bytea), true, now() - interval '1 minute'"
                + " FROM generate_series(1, 150) AS number");

    for (int i = 0; i < 2; i++) {
      assertThat(caller.configure("sim-invalid." + user + i, 1).status()).isEqualTo(400);
    }

    assertThat(
            RunningBerth.database()
                .number("SELECT count(*) FROM discord_refusal WHERE refused_until < now()"))
        .isZero();
    assertThat(RunningBerth.database().number("SELECT count(*) FROM discord_refusal"))
        .isGreaterThanOrEqualTo(2);
  }
}
