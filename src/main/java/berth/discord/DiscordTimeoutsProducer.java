package berth.discord;

import berth.discord.http.DiscordTimeouts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** How patient the service is; the tests ask again sooner. */
class DiscordTimeoutsProducer {

  @Produces
  @Singleton
  DiscordTimeouts timeouts() {
    return DiscordTimeouts.PRODUCTION;
  }
}
