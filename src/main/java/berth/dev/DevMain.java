package berth.dev;

import berth.dev.discord.SimulatedDiscord;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;

/** Starts the service in dev mode, with all that it needs and was not told of. */
@QuarkusMain(name = "dev")
public final class DevMain {

  /** In the folder of the project, but not in {@code target}: the data survive a clean build. */
  private static final Path DATA = Path.of(".dev", "postgres").toAbsolutePath();

  private DevMain() {}

  public static void main(String[] args) throws IOException {
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
}
