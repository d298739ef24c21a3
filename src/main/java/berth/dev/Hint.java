package berth.dev;

import berth.problem.ErrorCatalogue;
import java.util.Optional;

/** What to do next about an error that comes of the simulated Discord. */
final class Hint {

  private Hint() {}

  /**
   * The same problem, with a hint behind its details; empty when there is none for it.
   *
   * @param control where the simulated Discord is told how to behave
   */
  static Optional<ErrorCatalogue> addedTo(ErrorCatalogue problem, String control) {
    return of(problem.error(), control)
        .map(
            hint ->
                new ErrorCatalogue(
                    problem.error(),
                    problem.errorDetails() == null ? hint : problem.errorDetails() + ". " + hint,
                    problem.executingJobs(),
                    problem.code(),
                    problem.retryAfter()));
  }

  private static Optional<String> of(String error, String control) {
    return switch (error) {
      case "Required param discord is malformed", "Required param discord is missing or empty" ->
          Optional.of("The simulated Discord knows tokens that start with sim-: try sim-1");
      case "Discord token is invalid" ->
          Optional.of(
              "The simulated Discord was asked, which knows tokens that start with sim-: try sim-2."
                  + " One that it has refused is not sent again for a minute");
      case "Discord account is not usable",
          "Midjourney bot not configured",
          "Discord rate limit",
          "Discord is unavailable" ->
          Optional.of(
              "The simulated Discord was asked, in which some users misbehave: try sim-2. All who"
                  + " were told to misbehave stop after curl -X DELETE "
                  + control
                  + "/all");
      default -> Optional.empty();
    };
  }
}
