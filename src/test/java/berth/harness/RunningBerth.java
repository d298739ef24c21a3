package berth.harness;

import berth.dev.discord.SimulatedDiscord;
import berth.harness.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service needs when it runs in the JVM of the tests: a database and a simulated Discord
 * of its own. There is one for all the test classes that name it.
 */
public final class RunningBerth implements QuarkusTestResourceLifecycleManager {

  private static final String ADMIN_TOKEN = "test-admin-token-not-secret";

  private static @Nullable SimulatedDiscord discord;
  private static @Nullable TestDatabase database;

  /** The Discord that the service talks to. */
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

  /** The administrator of the service. */
  public static Api admin() {
    return new Api("http://localhost:" + RestAssured.port, ADMIN_TOKEN);
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
        "berth.database.url", database.url(),
        "berth.database.user", database.user(),
        "berth.database.password", database.password(),
        "berth.discord.url", discord.url().toString(),
        "berth.admin-token", ADMIN_TOKEN,
        "quarkus.http.test-port", "0");
  }

  @Override
  public void stop() {
    discord().close();
  }
}
