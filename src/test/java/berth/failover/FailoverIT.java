package berth.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.Holding;
import berth.harness.database.PostgresServer;
import berth.harness.database.TestDatabase;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * The primary is killed under load, and its synchronous standby is promoted. The test is no part of
 * {@code verify}, because it needs PostgreSQL's full package: {@code ./mvnw verify -Pfailover}.
 */
class FailoverIT {

  private static final Logger LOG = Logger.getLogger(FailoverIT.class);
  private static final String TOKEN = "failover-token-not-secret";
  private static final int WORKERS = 16;
  private static final int ACCOUNTS = 20;
  private static final int MAX_JOBS = 8;
  private static final int GRANTS_BEFORE = 200;
  private static final int GRANTS_AFTER = 50;
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @Test
  void primaryKilled_standbyPromoted_allThatWasAcknowledgedIsFound() throws Exception {
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        PostgresServer primary = PostgresServer.startPrimary();
        PostgresServer standby = primary.startStandby()) {
      TestDatabase servers =
          new TestDatabase(
              "postgresql://%s,%s/postgres".formatted(primary.address(), standby.address()),
              PostgresServer.USER,
              "");
      Map<String, String> settings = new HashMap<>(Pods.settings(servers, discord));
      settings.put("BERTH_BOOTSTRAP_TOKEN", TOKEN);
      try (Pod one = Pod.start(settings);
          Pod other = Pod.start(settings)) {
        List<Api> pods = List.of(new Api(one.url(), TOKEN), new Api(other.url(), TOKEN));
        configure(pods.get(0));
        try (FailoverWorkers workers = new FailoverWorkers(WORKERS, pods)) {
          await().atMost(TIMEOUT).until(() -> workers.granted().size() >= GRANTS_BEFORE);
          primary.kill();
          long killed = System.nanoTime();
          List<Grant> before = workers.granted();
          standby.promote();
          long promoted = System.nanoTime();
          for (Api pod : pods) {
            await()
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> countAt(pod, workers.granted()) > countAt(pod, before));
            LOG.infof(
                "%s grants %d ms after the primary was killed, %d ms after the promotion",
                pod.baseUrl(), millisSince(killed), millisSince(promoted));
          }
          await()
              .atMost(TIMEOUT)
              .until(() -> workers.granted().size() >= before.size() + GRANTS_AFTER);
          workers.end();
          LOG.infof(
              "%d grants before, %d after, %d held at the end",
              before.size(), workers.granted().size() - before.size(), workers.kept().size());

          assertThat(held(workers.kept(), standby)).isEqualTo(workers.kept());
          assertThat(held(workers.released(), standby)).isEmpty();
          assertThat(workers.kept())
              .hasSizeGreaterThan(WORKERS)
              .allMatch(grant -> pods.get(0).slot(grant.slot()).status() == 200);
          assertThat(workers.granted()).extracting(Grant::fence).doesNotHaveDuplicates();
          assertThat(workers.granted())
              .extracting(Grant::channel)
              .allMatch(channel -> Holding.mostAtOnce(workers.holdings(), channel) <= MAX_JOBS);
        }
      }
    }
  }

  private static void configure(Api caller) {
    for (int i = 0; i < ACCOUNTS; i++) {
      String token = "sim-failover-" + i;
      await().atMost(TIMEOUT).until(() -> caller.configure(token, MAX_JOBS).status() / 100 == 2);
    }
  }

  private static long countAt(Api pod, Collection<Grant> grants) {
    return grants.stream().filter(grant -> grant.pod().equals(pod.baseUrl())).count();
  }

  private static long millisSince(long then) {
    return (System.nanoTime() - then) / 1_000_000;
  }

  /** The grants that the server still has as they were acknowledged. */
  private static List<Grant> held(Collection<Grant> grants, PostgresServer server)
      throws SQLException {
    List<Grant> held = new ArrayList<>();
    try (Connection connection = server.database().connect();
        PreparedStatement find =
            connection.prepareStatement(
                "SELECT FROM slot WHERE channel = ? AND fence = ? AND leased_until = ?")) {
      for (Grant grant : grants) {
        find.setString(1, grant.channel());
        find.setLong(2, grant.fence());
        find.setObject(3, grant.leasedUntil().atOffset(ZoneOffset.UTC));
        try (ResultSet found = find.executeQuery()) {
          if (found.next()) {
            held.add(grant);
          }
        }
      }
    }
    return held;
  }
}
