package berth.harness.pod;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.Api;
import berth.harness.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Packaged pods over one new database, with a simulated Discord. */
public final class Pods implements AutoCloseable {

  private static final String ADMIN_TOKEN = "pods-admin-token-not-secret";
  private static final String KEYS = "k1:YmVydGgtZGV2ZWxvcG1lbnQta2V5LW5vdC1zZWNyZXQ=";

  private final TestDatabase database;
  private final SimulatedDiscord discord;
  private final List<Pod> pods;

  private Pods(TestDatabase database, SimulatedDiscord discord, List<Pod> pods) {
    this.database = database;
    this.discord = discord;
    this.pods = pods;
  }

  /** Starts so many at the same time and waits until they are ready. */
  public static Pods start(int count) {
    return start(count, Map.of());
  }

  /** The same with settings of their own. */
  public static Pods start(int count, Map<String, String> more) {
    SimulatedDiscord discord;
    try {
      discord = SimulatedDiscord.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    TestDatabase database = TestDatabase.create();
    Map<String, String> settings = new HashMap<>(settings(database, discord));
    settings.putAll(more);
    Pods started =
        new Pods(
            database,
            discord,
            IntStream.range(0, count).mapToObj(number -> Pod.start(settings)).toList());
    try {
      started.pods.forEach(Pod::awaitReady);
    } catch (AssertionError notReady) {
      // nobody else could end the others, which would slow down whatever runs next
      started.close();
      throw notReady;
    }
    return started;
  }

  /** What a pod needs to be told. */
  public static Map<String, String> settings(TestDatabase database, SimulatedDiscord discord) {
    return Map.of(
        "BERTH_DATABASE_URL", database.url(),
        "BERTH_DATABASE_USER", database.user(),
        "BERTH_DATABASE_PASSWORD", database.password(),
        "BERTH_DISCORD_URL", discord.url().toString(),
        "BERTH_ADMIN_TOKEN", ADMIN_TOKEN,
        "BERTH_ENCRYPTION_KEYS", KEYS);
  }

  /** The database that they use. */
  public TestDatabase database() {
    return database;
  }

  /** The Discord that they talk to. */
  public SimulatedDiscord discord() {
    return discord;
  }

  /** All that they have printed so far. */
  public List<String> log() {
    return pods.stream().flatMap(pod -> pod.log().stream()).toList();
  }

  /** The administrator at the pod with that number. */
  public Api admin(int pod) {
    return admin(pods.get(pod % pods.size()));
  }

  /** The administrator at a pod that was started with {@link #settings}, once that is ready. */
  public static Api admin(Pod pod) {
    return new Api(pod.awaitReady().url(), ADMIN_TOKEN);
  }

  /** Where the pod with that number listens; numbers beyond the last begin anew. */
  public String url(int pod) {
    return pods.get(pod % pods.size()).url();
  }

  /** The management interface of the pod with that number. */
  public Api management(int pod) {
    return pods.get(pod % pods.size()).management();
  }

  /** Asks the pod to end, and does not wait until it does. */
  public void end(int pod) {
    pods.get(pod).end();
  }

  /** Ends the pod without a chance to finish anything. */
  public void kill(int pod) {
    pods.get(pod).kill();
  }

  @Override
  public void close() {
    pods.forEach(Pod::close);
    discord.close();
  }
}
