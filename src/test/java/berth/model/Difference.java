package berth.model;

import berth.model.world.Action;
import berth.model.world.World;
import java.util.List;

/**
 * A difference between the service and the model.
 *
 * @param actions the sequence
 * @param log the actions and answers up to the difference
 */
record Difference(List<Action> actions, List<String> log, Throwable cause) {

  /** Whether the service answered that it is unavailable, so that nothing is known. */
  boolean isUnavailability() {
    return cause instanceof World.Unavailable;
  }

  AssertionError asError() {
    return new AssertionError(toString(), cause);
  }

  @Override
  public String toString() {
    return "%s%nafter%n%s".formatted(cause.getMessage(), String.join("\n", log));
  }
}
