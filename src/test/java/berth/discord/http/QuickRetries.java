package berth.discord.http;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The timeouts of production, but retries after a fault follow almost at once. */
@Mock
class QuickRetries {

  @Produces
  @Singleton
  DiscordTimeouts timeouts() {
    DiscordTimeouts production = DiscordTimeouts.PRODUCTION;
    return new DiscordTimeouts(
        production.lookUp(), production.response(), production.errorBody(), Duration.ofMillis(10));
  }
}
