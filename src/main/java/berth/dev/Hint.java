package berth.dev;

import berth.error.ErrorCatalogue;
import java.util.Optional;

/** Advice on errors that the simulated Discord causes. */
final class Hint {

  private Hint() {}

  /**
   * The same error with a hint after its details; empty when there is no hint for it.
   *
   * @param control the URL by which the behaviour of the simulated Discord is set
   */
  static Optional<ErrorCatalogue> addedTo(ErrorCatalogue error, String control) {
    return of(error.error(), control)
        .map(
            hint ->
                new ErrorCatalogue(
                    error.error(),
                    error.errorDetails() == null ? hint : error.errorDetails() + ". " + hint,
                    error.executingJobs(),
                    error.code(),
                    error.retryAfter()));
  }

  private static Optional<String> of(String error, String control) {
    return switch (error) {
      case "Required param discord is malformed", "Required param discord is missing or empty" ->
          Optional.of("The simulated Discord knows tokens that start with sim-: try sim-1");
      case "Discord token is invalid" ->
          Optional.of(
              "The simulated Discord knows tokens that start with sim-: try sim-2."
                  + " A token that it has refused is not sent again for a minute");
      case "Discord account is not usable",
          "Midjourney bot not configured",
          "Discord rate limit",
          "Discord is unavailable" ->
          Optional.of(
              "Some users of the simulated Discord misbehave: try sim-2. To reset all users:"
                  + " curl -X DELETE "
                  + control
                  + "/all");
      default -> Optional.empty();
    };
  }
}
