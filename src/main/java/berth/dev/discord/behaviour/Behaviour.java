package berth.dev.discord.behaviour;

import berth.dev.discord.exchange.DiscordJson;
import berth.dev.discord.exchange.SimulatedAnswer;
import berth.dev.discord.exchange.Visit;

/** What a user of the simulated Discord meets. */
@FunctionalInterface
public interface Behaviour {

  /** All is well. */
  Behaviour WELL =
      visit ->
          visit.user().isKnown()
              ? visit.answer(200, DiscordJson.ordinary(visit))
              : RefusalAnswers.unauthorized();

  SimulatedAnswer answer(Visit visit);

  /** How many requests to a route a token may make in a second. */
  default int limit() {
    return 50;
  }
}
