package berth.dev.discord;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The base of tests that each have a simulated Discord of their own. */
abstract class OwnDiscord {

  SimulatedDiscord discord;
  DiscordClient caller;

  @BeforeEach
  void start() throws IOException {
    discord = SimulatedDiscord.start();
    caller = new DiscordClient(discord);
  }

  @AfterEach
  void stop() {
    discord.close();
  }
}
