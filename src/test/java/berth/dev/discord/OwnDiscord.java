package berth.dev.discord;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests need that each have a simulated Discord of their own. */
abstract class OwnDiscord {

  SimulatedDiscord discord;
  Caller caller;

  @BeforeEach
  void start() throws IOException {
    discord = SimulatedDiscord.start();
    caller = new Caller(discord);
  }

  @AfterEach
  void stop() {
    discord.close();
  }
}
