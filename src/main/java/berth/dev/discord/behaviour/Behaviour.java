package berth.dev.discord.behaviour;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.Visit;

/** How the simulated Discord responds to a user. */
@FunctionalInterface
public interface Behaviour {

  /** Without a fault. */
  Behaviour WELL =
      visit ->
          visit.user().isKnown()
              ? visit.answer(200, DiscordJson.ordinary(visit))
              : RefusalAnswers.unauthorized();

  SimulatedAnswer answer(Visit visit);

  /** Maximum requests of a token to a route per second. */
  default int limit() {
    return 50;
  }
}
