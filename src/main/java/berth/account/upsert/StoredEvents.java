package berth.account.upsert;

import berth.account.change.HealthEvents;
import berth.account.health.Health;
import berth.account.store.AccountEntity;
import berth.event.Actor;
import berth.event.EventType;
import berth.event.PoolEvent;
import java.util.ArrayList;
import java.util.List;

/** The events of an account that is stored. */
final class StoredEvents {

  private StoredEvents() {}

  static PoolEvent created(String channel, int maxJobs, Actor actor) {
    return PoolEvent.ofAccount(EventType.ACCOUNT_CREATED, channel, actor)
        .changed("maxJobs", maxJobs);
  }

  /**
   * The events of an account that existed.
   *
   * @param row the account before it is changed
   * @return none if the account already was as it is to be
   */
  static List<PoolEvent> updated(AccountEntity row, int maxJobs, boolean sameToken, Actor actor) {
    List<PoolEvent> happened = new ArrayList<>();
    PoolEvent update = PoolEvent.ofAccount(EventType.ACCOUNT_UPDATED, row.channel(), actor);
    if (!sameToken) {
      update = update.changed("discord", "replaced");
    }
    if (row.maxJobs() != maxJobs) {
      update = update.changed("maxJobs", maxJobs);
    }
    if (!update.changed().isEmpty()) {
      happened.add(update);
    }
    Health health = row.health();
    HealthEvents.of(row.channel(), health, health.confirmed(), actor).ifPresent(happened::add);
    return happened;
  }
}
