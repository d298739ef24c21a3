package berth.discord;

import static berth.discord.DiscordTable.USER;
import static berth.discord.DiscordTable.json;
import static org.assertj.core.api.Assertions.assertThat;

import berth.dev.discord.exchange.SimulatedAnswer;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.AtOnce;
import berth.harness.RunningBerth;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For many responses of Discord to the two calls: what Berth's caller gets, and how often Discord
 * is called. Over real HTTP and with real timeouts.
 */
@QuarkusTest
@QuarkusTestResource(RunningBerth.class)
class DiscordTableTest {

  private Api caller;
  private String user;

  @BeforeEach
  void subscribe() {
    caller = RunningBerth.admin().subscribed("{\"name\": \"table\", \"quantity\": 5}");
    user = UUID.randomUUID().toString();
  }

  /** No row may leave anything behind that affects the next token. */
  @AfterEach
  void nextToken_isServed() {
    RunningBerth.database().execute("DELETE FROM discord_pause");
    assertThat(caller.configure("sim-" + UUID.randomUUID(), 1).status()).isEqualTo(201);
  }

  static Stream<Row> quickRows() {
    return DiscordTable.quick();
  }

  @ParameterizedTest
  @MethodSource("quickRows")
  void post_isAnsweredAsDiscordResponds(Row row) {
    assertAnswered(row);
  }

  @Test
  void slowPosts_atTheSameTime_areAnsweredAsDiscordResponds() {
    List<Row> rows = DiscordTable.slow();

    AtOnce.run(
        rows.size(),
        number -> {
          assertAnswered(rows.get(number));
          return number;
        });
  }

  private static void assertAnswered(Row row) {
    Api caller = RunningBerth.admin().subscribed("{\"name\": \"row\", \"quantity\": 1}");
    String user = UUID.randomUUID().toString();
    RunningBerth.discord().script(user, row.answers().toArray(SimulatedAnswer[]::new));

    Answer answer = caller.configure("sim-" + user + ".secret", 3);

    if (row.error() == null) {
      assertThat(answer.status()).as(row + ": " + answer).isEqualTo(row.status());
    } else {
      assertThat(answer).as(row.name()).hasToString(row.expected());
      assertThat(caller.get("/v2/account/midjourney").status()).as(row.name()).isEqualTo(404);
    }
    assertThat(answer.header("Retry-After")).as(row.name()).isEqualTo(row.retryAfter());
    assertThat(RunningBerth.discord().requestsOf(user)).as(row.name()).isEqualTo(row.calls());
  }

  @Test
  void smallBucket_isNeverExceeded() {
    int invalid = RunningBerth.discord().invalidRequests();
    String token = "sim-bucket." + user;
    String channel = caller.configured(token, 1);

    for (int i = 0; i < 4; i++) {
      assertThat(caller.configure(token, 1).status()).isEqualTo(200);
    }

    assertThat(RunningBerth.discord().invalidRequests()).isEqualTo(invalid);
    caller.deleteAccount(channel);
  }

  @Test
  void refusal_afterTheTimeout_isCountedAllTheSame() {
    long spent = permitsSpent();
    RunningBerth.discord().script(user, json(401, "{}").after(Duration.ofMillis(4_500)));

    assertThat(caller.configure("sim-" + user, 3).status()).isEqualTo(201);

    Awaitility.await().untilAsserted(() -> assertThat(permitsSpent()).isEqualTo(spent + 1));
  }

  private static long permitsSpent() {
    return RunningBerth.database()
        .number("SELECT count(*) FROM discord_permit WHERE spent_until > now()");
  }

  @Test
  void sameToken_postedByManyCallersAtOnce_isLookedUpOnce() {
    RunningBerth.discord()
        .script(user, USER.after(Duration.ofMillis(500)), json(401, "{}"), json(401, "{}"));

    List<Answer> answers = AtOnce.run(12, number -> caller.configure("sim-" + user, 3));

    assertThat(answers).allMatch(answer -> answer.status() == 400);
    assertThat(RunningBerth.discord().requestsOf(user)).isEqualTo(2);
  }
}
