package berth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Answer;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.network.Gate;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A pod whose database is away for a time: it grants nothing, responds with 503 soon, and recovers.
 */
@Tag("concurrent")
class DatabaseAwayIT {

  private static final Logger LOG = Logger.getLogger(DatabaseAwayIT.class);

  private static final String ACCOUNTS = "/v2/account/midjourney";

  private SimulatedDiscord discord;
  private TestDatabase database;
  private Gate gate;
  private Pod pod;
  private Api caller;
  private String slot;

  @BeforeEach
  void start() throws IOException {
    discord = SimulatedDiscord.start();
    database = TestDatabase.create();
    URI url = URI.create(database.url());
    gate = Gate.to(url.getHost(), url.getPort() < 0 ? 5432 : url.getPort());
    Map<String, String> settings = new HashMap<>(Pods.settings(database, discord));
    settings.put("BERTH_DATABASE_URL", "postgresql://127.0.0.1:" + gate.port() + url.getPath());
    pod = Pod.start(settings);
    caller =
        new Api(pod.url(), settings.get("BERTH_ADMIN_TOKEN"))
            .subscribed("{\"name\": \"away\", \"quantity\": 5}");
    caller.configured("sim-away", 5);
    slot = caller.take().text("slot");
  }

  @AfterEach
  void stop() throws IOException {
    pod.close();
    gate.close();
    discord.close();
  }

  @Test
  void shut_respondsUnavailableSoon_andRecoversByItself() {
    gate.shut();

    assertUnavailableSoon();
    gate.open();
    assertRecovers();
  }

  @Test
  void silent_respondsUnavailableSoon_andRecoversByItself() {
    gate.fallSilent();

    assertUnavailableSoon();
    gate.open();
    assertRecovers();
  }

  @Test
  @Tag("long")
  void shut_whileAnAccountCools_endsTheCoolingWhenItIsBack() throws SQLException {
    caller.release(slot, "outcome=limited&retryAfter=3");
    gate.shut();

    assertCoolingEnds();
  }

  @Test
  void silent_whileAnAccountCools_endsTheCoolingWhenItIsBack() throws SQLException {
    caller.release(slot, "outcome=limited&retryAfter=3");
    gate.fallSilent();

    assertCoolingEnds();
  }

  /** Periodic tasks that fail meanwhile log no stack traces. */
  private void assertCoolingEnds() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                try (ResultSet over =
                    statement.executeQuery(
                        "SELECT cooling_until < now() - interval '2 seconds' FROM account")) {
                  return over.next() && over.getBoolean(1);
                }
              });
    }
    gate.open();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> caller.get(ACCOUNTS).body().contains("\"status\":\"active\""));
    assertThat(caller.take().status()).isEqualTo(201);
    assertThat(pod.log()).noneMatch(line -> line.startsWith("\tat "));
  }

  private void assertUnavailableSoon() {
    long before = System.nanoTime();
    for (Answer answer :
        new Answer[] {
          caller.take(), caller.renew(slot, 60), caller.release(slot), caller.get("/v2/account")
        }) {
      assertThat(answer).hasToString("503 {\"error\":\"Service is unavailable\",\"code\":503}");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isLessThan(Duration.ofSeconds(4 * 2 + 1));
    assertThat(pod.management().get("/q/health/live").status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> pod.management().get("/q/health/ready").status() == 503);
  }

  private void assertRecovers() {
    long back = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> caller.take().status() == 201);
    LOG.infof(
        "Recovered %d ms after the database was back", (System.nanoTime() - back) / 1_000_000);
    assertThat(caller.renew(slot, 60).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(10)).until(pod::isReady);
  }
}
