package berth.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import berth.chaos.record.HeldLease;
import berth.chaos.record.InvariantCheck;
import berth.chaos.record.LimitHistory;
import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import berth.harness.network.BadNetwork;
import berth.harness.pod.Pod;
import berth.harness.pod.Pods;
import berth.metrics.Scrape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Workers with the clients of all languages, behind a bad network, while pods are killed and frozen
 * and workers are stopped for longer than their leases. The test counts by what the workers say and
 * by what the database has recorded.
 */
@Tag("concurrent")
@Execution(ExecutionMode.SAME_THREAD)
class ClientChaosIT {

  private static final Logger LOG = Logger.getLogger(ClientChaosIT.class);

  private static final int SECONDS = Integer.getInteger("berth.clients.seconds", 10);
  private static final int WORKERS_OF_EACH = 3;
  private static final int ACCOUNTS = 2;
  private static final int LIMIT = 2;
  private static final int LEASE = 5;
  private static final int MAX_HOLD_MILLIS = 1_500;

  /** How soon a worker that goes on after a stop notices that its slot is lost. */
  private static final long NOTICED = Duration.ofMillis(500).toNanos();

  /** Records each lease: the slot's own row forgets the end when the slot is released. */
  private static final String RECORD =
      """
      CREATE TABLE lease_record (fence bigint, leased_until timestamptz);
      CREATE FUNCTION record_lease() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO lease_record VALUES (new.fence, new.leased_until);
        RETURN NULL;
      END
      $$;
      CREATE TRIGGER record_lease AFTER UPDATE ON slot
         FOR EACH ROW WHEN (new.leased_until > '-infinity') EXECUTE FUNCTION record_lease();
      """;

  private final Random random = new Random(7);
  private final List<Pod> pods = new ArrayList<>();
  private Map<String, String> settings = Map.of();

  @Test
  void workers_neverRunMoreThanTheLimit_andHearOfEachLossInTime() throws Exception {
    TestDatabase database = TestDatabase.create();
    try (SimulatedDiscord discord = SimulatedDiscord.start();
        BadNetwork network = BadNetwork.start(7)) {
      settings = Pods.settings(database, discord);
      startPod(network);
      startPod(network);
      Api owner = Pods.admin(pods.get(0)).subscribed("{\"name\": \"clients\", \"quantity\": 9}");
      for (int account = 0; account < ACCOUNTS; account++) {
        owner.configured("sim-client-" + account, LIMIT);
      }
      execute(database, RECORD);

      List<WorkerProcess> workers = startWorkers(network.url(), String.valueOf(owner.token()));
      try {
        cause(network, workers);
        for (WorkerProcess worker : workers) {
          worker.await(60);
        }
        check(database, workers);
        LOG.infof("Faults of the network: %s", network.faults());
        allSlotsAreFree(owner.at(pods.get(0).url()));
      } finally {
        workers.forEach(WorkerProcess::close);
      }
      assertThat(Scrape.of(pods.get(0).management()).value("berth_overgrants_total")).isZero();
    } finally {
      pods.forEach(Pod::close);
    }
  }

  private void startPod(BadNetwork network) {
    Pod pod = Pod.start(settings).awaitReady();
    pods.add(pod);
    network.add(pod);
  }

  private static List<WorkerProcess> startWorkers(String url, String token) {
    List<WorkerProcess> workers = new ArrayList<>();
    for (int number = 0; number < WORKERS_OF_EACH; number++) {
      for (List<String> command : WorkerProcess.commands()) {
        workers.add(
            WorkerProcess.start(
                command, url, token, List.of(SECONDS, LEASE, MAX_HOLD_MILLIS, workers.size())));
      }
    }
    return workers;
  }

  /** Kills and freezes pods, and stops workers, one after the other. */
  private void cause(BadNetwork network, List<WorkerProcess> workers) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    for (int turn = 0; System.nanoTime() - end < 0; turn++) {
      Pod pod = pods.get(random.nextInt(pods.size()));
      switch (turn % 3) {
        case 0 -> workers.get(random.nextInt(workers.size())).pause(500 + random.nextInt(7_000));
        case 1 -> {
          pod.freeze();
          TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(3_000));
          pod.thaw();
        }
        default -> {
          network.remove(pod);
          pod.kill();
          pods.remove(pod);
          startPod(network);
        }
      }
      TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
    }
  }

  private static void check(TestDatabase database, List<WorkerProcess> workers)
      throws SQLException {
    List<HeldLease> all = new ArrayList<>();
    int lost = 0;
    int late = 0;
    Map<Long, Long> ends = ends(database);
    for (WorkerProcess worker : workers) {
      Map<String, JsonNode> held = new HashMap<>();
      worker.events("held").forEach(event -> held.put(event.path("slot").asText(), event));
      for (String kind : new String[] {"released", "lost"}) {
        for (JsonNode event : worker.events(kind).toList()) {
          JsonNode begun = held.get(event.path("slot").asText());
          long from = begun.path("at").asLong();
          long to = event.path("at").asLong();
          long fence = begun.path("fence").asLong();
          Optional<WorkerProcess.Pause> stop = worker.stopped(from, to);
          if (kind.equals("lost")) {
            lost++;
            long end = ends.getOrDefault(fence, Long.MIN_VALUE);
            if (to > end && stop.isEmpty()) {
              late++;
              LOG.errorf("%s heard %d ms late: %s", worker.name(), (to - end) / 1_000_000, event);
            }
            // a process that is stopped runs no job; when it goes on, it stops the job first
            if (stop.isPresent() && to > end) {
              assertThat(to - stop.get().end()).as("noticed").isLessThan(NOTICED);
              to = Math.min(to, stop.get().begin());
            }
          }
          String channel = begun.path("channel").asText();
          all.add(new HeldLease(channel, begun.path("slot").asText(), fence, from, from, to));
        }
      }
    }
    Map<String, LimitHistory> limits = new HashMap<>();
    all.forEach(lease -> limits.put(lease.channel(), LimitHistory.always(LIMIT)));
    List<String> overGrants = InvariantCheck.overGrants(all, limits);
    LOG.infof(
        "%d slots held by %d workers, %d lost, %d of them heard late; over-grants: %s",
        all.size(), workers.size(), lost, late, overGrants);
    workers.forEach(
        worker -> worker.events("done").forEach(done -> LOG.infof("%s: %s", worker.name(), done)));
    assertThat(all).hasSizeGreaterThan(SECONDS);
    assertThat(all.stream().map(HeldLease::fence)).doesNotHaveDuplicates();
    assertThat(late).isZero();
    assertThat(overGrants).isEmpty();
  }

  /** When each lease ended or would have, by its fence, as {@link System#nanoTime} counts. */
  private static Map<Long, Long> ends(TestDatabase database) throws SQLException {
    Map<Long, Long> ends = new HashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              """
              SELECT fence, extract(epoch FROM max(leased_until) - clock_timestamp())
                FROM lease_record
               GROUP BY fence
              """)) {
        long now = System.nanoTime();
        while (rows.next()) {
          ends.put(rows.getLong(1), now + (long) (rows.getDouble(2) * 1e9));
        }
      }
    }
    return ends;
  }

  private static void allSlotsAreFree(Api owner) {
    await()
        .atMost(Duration.ofSeconds(4 * LEASE))
        .until(
            () ->
                owner.slots().json().path("accounts").findValues("available").stream()
                        .mapToInt(JsonNode::asInt)
                        .sum()
                    == ACCOUNTS * LIMIT);
  }

  private static void execute(TestDatabase database, String sql) throws SQLException, IOException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
