package berth.health;

import org.jspecify.annotations.Nullable;

/** Out until an operator has settled it, who then resets the account. */
public record Moderated(@Nullable String message) implements Health {

  @Override
  public HealthStatus status() {
    return HealthStatus.MODERATED;
  }

  @Override
  public Health reset() {
    return new Active();
  }
}
