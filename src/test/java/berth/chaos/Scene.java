package berth.chaos;

import static org.awaitility.Awaitility.await;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.CrashableDatabase;
import berth.harness.Pods;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The service with all that it needs, in pieces that can be broken. */
final class Scene implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Chronicle chronicle = new Chronicle();
  private final Calm databaseCalm = new Calm();
  private final SimulatedDiscord discord = SimulatedDiscord.start();
  private final CrashableDatabase database = CrashableDatabase.start();
  private final Map<String, String> settings = Pods.settings(database.database(), discord);
  private final Fleet fleet = new Fleet(settings, chronicle, databaseCalm);

  Scene() throws IOException, SQLException {}

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

  Caller caller(Random random) {
    return new Caller(fleet, chronicle, random);
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /** Whether the database is left alone. */
  Calm databaseCalm() {
    return databaseCalm;
  }

  @Override
  public void close() {
    fleet.close();
    discord.close();
  }
}
