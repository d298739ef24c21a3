package berth.discord.http;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Discord is waited for as long as in production, but after a fault it is asked again at once. */
@Mock
class QuickRetries {

  @Produces
  @Singleton
  DiscordTimeouts timeouts() {
    DiscordTimeouts production = DiscordTimeouts.PRODUCTION;
    return new DiscordTimeouts(
        production.lookUp(), production.answer(), production.errorBody(), Duration.ofMillis(10));
  }
}
