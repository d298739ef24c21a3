package berth.account.change;

import berth.account.health.Cooling;
import berth.account.health.Health;
import berth.account.health.HealthStatus;
import berth.account.health.Moderated;
import berth.account.health.Rejected;
import berth.event.Actor;
import berth.event.EventType;
import berth.event.PoolEvent;
import java.util.Objects;
import java.util.Optional;

/** What a change of the health of an account is as an event. */
public final class HealthEvents {

  private HealthEvents() {}

  /**
   * The event; empty when nothing changed that an owner needs to know: a rejected account that is
   * refused again, for the same reason, has only another time of its next check.
   */
  public static Optional<PoolEvent> of(String channel, Health before, Health after, Actor actor) {
    boolean wasPaused = before.status() == HealthStatus.PAUSED;
    boolean isPaused = after.status() == HealthStatus.PAUSED;
    if (wasPaused != isPaused) {
      EventType type = isPaused ? EventType.ACCOUNT_PAUSED : EventType.ACCOUNT_RESUMED;
      return Optional.of(PoolEvent.ofAccount(type, channel, actor));
    }
    return underPause(channel, before.resumed(), after.resumed(), actor);
  }

  private static Optional<PoolEvent> underPause(
      String channel, Health before, Health after, Actor actor) {
    if (after.equals(before)) {
      return Optional.empty();
    }
    if (after instanceof Cooling cooling) {
      return Optional.of(
          PoolEvent.ofAccount(EventType.ACCOUNT_COOLING, channel, actor).until(cooling.until()));
    }
    if (after instanceof Rejected rejected) {
      boolean known = before instanceof Rejected old && isSame(old, rejected);
      return known
          ? Optional.empty()
          : Optional.of(
              PoolEvent.ofAccount(EventType.ACCOUNT_REJECTED, channel, actor)
                  .because(rejected.reason()));
    }
    if (after instanceof Moderated moderated) {
      boolean known = before instanceof Moderated old && isSame(old, moderated);
      return known
          ? Optional.empty()
          : Optional.of(
              PoolEvent.ofAccount(EventType.ACCOUNT_MODERATED, channel, actor)
                  .because(moderated.message())
                  .until(moderated.until()));
    }
    return Optional.of(PoolEvent.ofAccount(EventType.ACCOUNT_RECOVERED, channel, actor));
  }

  private static boolean isSame(Rejected before, Rejected after) {
    return before.reason().equals(after.reason())
        && (before.nextCheck() == null) == (after.nextCheck() == null);
  }

  /** A refusal during a moderation becomes an event when the moderation ends. */
  private static boolean isSame(Moderated before, Moderated after) {
    return Objects.equals(before.message(), after.message())
        && Objects.equals(before.until(), after.until());
  }
}
