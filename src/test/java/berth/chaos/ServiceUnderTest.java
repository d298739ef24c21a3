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

/** The service with all that it needs, in pieces that can be broken. */
final class ServiceUnderTest implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final History chronicle = new History();
  private final SettlingTime databaseCalm = new SettlingTime();
  private final SimulatedDiscord discord = SimulatedDiscord.start();
  private final CrashableDatabase database = CrashableDatabase.start();
  private final Map<String, String> settings = Pods.settings(database.database(), discord);
  private final Fleet fleet = new Fleet(settings, chronicle, databaseCalm);

  ServiceUnderTest() throws IOException, SQLException {}

  /** Waits until all pods are there and well. */
  void awaitPods() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              fleet.tend();
              return fleet.isComplete()
                  && callers().stream()
                      .allMatch(caller -> caller.get("/q/health/ready").status() == 200);
            });
    fleet.awaitEnds();
  }

  /** The administrator at each pod. */
  List<Api> callers() {
    return fleet.listening().stream()
        .map(member -> new Api(member.pod().url(), settings.get("BERTH_ADMIN_TOKEN")))
        .toList();
  }

  Faults faults(Random random) {
    return new Faults(fleet, database, databaseCalm, chronicle, random);
  }

  ChaosCaller caller(Random random) {
    return new ChaosCaller(fleet, chronicle, random);
  }

  History chronicle() {
    return chronicle;
  }

  /** Whether the database is left alone. */
  SettlingTime databaseCalm() {
    return databaseCalm;
  }

  @Override
  public void close() {
    fleet.close();
    discord.close();
  }
}
