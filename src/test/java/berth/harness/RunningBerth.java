package berth.harness;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * A database and a simulated Discord for the service that runs in the JVM of the tests. All the
 * test classes that name this class share them.
 */
public final class RunningBerth implements QuarkusTestResourceLifecycleManager {

  private static final String ADMIN_TOKEN = "test-admin-token-not-secret";

  private static @Nullable SimulatedDiscord discord;
  private static @Nullable TestDatabase database;

  /** The Discord that the service calls. */
  public static SimulatedDiscord discord() {
    if (discord == null) {
      throw new IllegalStateException("Not started");
    }
    return discord;
  }

  /** The database that the service uses. */
  public static TestDatabase database() {
    if (database == null) {
      throw new IllegalStateException("Not started");
    }
    return database;
  }

  /** A caller with the admin token. */
  public static Api admin() {
    return new Api("http://localhost:" + RestAssured.port, ADMIN_TOKEN);
  }

  /** The management interface, which has the probes and the metrics. */
  public static Api management() {
    return new Api(
        "http://localhost:"
            + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class),
        null);
  }

  @Override
  public Map<String, String> start() {
    try {
      discord = SimulatedDiscord.start();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    database = TestDatabase.create();
    return Map.of(
        "berth.database.url",
        database.url(),
        "berth.database.user",
        database.user(),
        "berth.database.password",
        database.password(),
        "berth.discord.url",
        discord.url().toString(),
        "berth.admin-token",
        ADMIN_TOKEN,
        // the receivers of webhooks are here, too
        "berth.webhook-private-addresses",
        "true",
        "quarkus.http.test-port",
        "0",
        "quarkus.management.test-port",
        "0");
  }

  @Override
  public void stop() {
    discord().close();
  }
}
