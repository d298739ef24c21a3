package berth.chaos;

import static org.awaitility.Awaitility.await;

import berth.chaos.fault.Faults;
import berth.chaos.fault.Fleet;
import berth.chaos.fault.SettlingTime;
import berth.chaos.record.History;
import berth.chaos.worker.ChaosCaller;
import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.CrashableDatabase;
import berth.harness.pod.Pods;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The service with its database and a simulated Discord, in parts that can be broken. */
final class ServiceUnderTest implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final History history = new History();
  private final SettlingTime databaseSettling = new SettlingTime();
  private final SimulatedDiscord discord = SimulatedDiscord.start();
  private final CrashableDatabase database = CrashableDatabase.start();
  private final Map<String, String> settings = Pods.settings(database.database(), discord);
  private final Fleet fleet = new Fleet(settings, history, databaseSettling);

  ServiceUnderTest() throws IOException, SQLException {}

  /**
   * Waits until all pods are ready and no fault affects them, and until the stopped pods have
   * ended.
   */
  void awaitPods() {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              fleet.replaceEnded();
              return fleet.isComplete()
                  && fleet.listening().stream().allMatch(member -> member.pod().isReady());
            });
    fleet.awaitEnds();
  }

  /** A caller with the admin token at each pod. */
  List<Api> callers() {
    return fleet.listening().stream()
        .map(member -> new Api(member.pod().url(), settings.get("BERTH_ADMIN_TOKEN")))
        .toList();
  }

  Faults faults(Random random) {
    return new Faults(fleet, database, databaseSettling, history, random);
  }

  ChaosCaller caller(Random random) {
    return new ChaosCaller(fleet, history, random);
  }

  History history() {
    return history;
  }

  /** The time since which no fault affects the database. */
  SettlingTime databaseSettling() {
    return databaseSettling;
  }

  @Override
  public void close() {
    fleet.close();
    discord.close();
  }
}
