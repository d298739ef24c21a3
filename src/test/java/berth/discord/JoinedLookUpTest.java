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

/** What callers wait for is not refused for what Berth, or somebody else, has spent. */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class JoinedLookUpTest extends OneAccount {

  /** All that Berth may spend by itself. */
  private static void spendBerthsPart() {
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
  void reset_whenBerthsPartIsSpent_asksForTheCaller() {
    end("outcome=moderated");
    spendBerthsPart();

    assertThat(caller.reset(channel)).hasToString("204 ");

    assertThat(status()).isEqualTo("active");
  }

  @Test
  void post_thatJoinsABackgroundCheck_isNotRefusedWhenBerthsPartIsSpentMeanwhile() {
    assertThat(caller.release(caller.taken(), "outcome=rejected").status()).isEqualTo(204);
    RunningBerth.discord().script(user, USER.after(Duration.ofSeconds(2)));
    int requests = RunningBerth.discord().requestsOf(user);
    new StoredAccount(channel).makeDue();
    // any change makes this pod look at once
    caller.deleteAccount(caller.configured("sim-bell-" + user, 1));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> RunningBerth.discord().requestsOf(user) > requests);
    spendBerthsPart();

    assertThat(caller.configure("sim-" + user, 3).status()).isEqualTo(200);
  }

  @Test
  void post_thatJoinsOneOfASubscriptionThatHasSpentItsPart_isNotRefusedForIt() {
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
  void refusalsThatAreOver_areForgotten() {
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
