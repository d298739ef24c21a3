package berth.dev;

import berth.dev.discord.SimulatedDiscord;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;

/** Starts the service in dev mode, and provides what it needs and the environment does not set. */
@QuarkusMain(name = "dev")
public final class DevMain {

  /** In the project folder, but not in {@code target}, so that the data survive a clean build. */
  private static final Path DATA = Path.of(".dev", "postgres").toAbsolutePath();

  private DevMain() {}

  public static void main(String[] args) throws IOException {
    set(
        "BERTH_ENCRYPTION_KEYS",
        "berth.encryption-keys",
        "dev:YmVydGgtZGV2ZWxvcG1lbnQta2V5LW5vdC1zZWNyZXQ=");
    set("BERTH_BOOTSTRAP_TOKEN", "berth.bootstrap-token", "berth-demo-token-not-secret");
    if (System.getenv("BERTH_DATABASE_URL") == null) {
      System.setProperty("berth.database.url", EmbeddedDatabase.startPersistent(DATA));
      System.setProperty("berth.database.user", EmbeddedDatabase.USER);
    }
    try (SimulatedDiscord discord = SimulatedDiscord.start()) {
      if (System.getenv("BERTH_DISCORD_URL") == null) {
        System.setProperty("berth.discord.url", discord.url().toString());
        System.setProperty("berth.dev.discord-control", discord.controlUrl().toString());
      }
      Quarkus.run(args);
    }
  }

  /**
   * Sets the property unless the environment sets the variable. The property takes precedence over
   * a file {@code .env}, which Quarkus would read too, but which has the secrets of
   * docker-compose.yml.
   */
  private static void set(String variable, String property, String value) {
    if (System.getenv(variable) == null) {
      System.setProperty(property, value);
    }
  }
}
