package berth.dev.discord;

/** What a user of the simulated Discord meets. */
@FunctionalInterface
interface Behaviour {

  /** All is well. */
  Behaviour WELL =
      visit ->
          visit.user().isKnown()
              ? visit.answer(200, DiscordJson.ordinary(visit))
              : Refusals.unauthorized();

  SimulatedAnswer answer(Visit visit);

  /** How many requests to a route a token may make in a second. */
  default int limit() {
    return 50;
  }
}
