package berth.model;

import berth.model.world.Action;
import berth.model.world.World;
import java.util.List;

/**
 * Where service and model parted.
 *
 * @param actions the sequence
 * @param story what was done and answered up to there
 */
record Difference(List<Action> actions, List<String> story, Throwable what) {

  /** Whether the service said that it could not tell. */
  boolean isUnavailability() {
    return what instanceof World.Unavailable;
  }

  AssertionError asError() {
    return new AssertionError(toString(), what);
  }

  @Override
  public String toString() {
    return "%s%nafter%n%s".formatted(what.getMessage(), String.join("\n", story));
  }
}
