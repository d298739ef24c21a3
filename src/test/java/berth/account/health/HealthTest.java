package berth.account.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every event in every state of an account. */
class HealthTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant SOON = NOW.plusSeconds(60);
  private static final Instant LATER = NOW.plusSeconds(600);

  private static final Map<String, Health> STATES =
      Map.ofEntries(
          Map.entry("active", new Active()),
          Map.entry("cooling", new Cooling(SOON)),
          Map.entry("cooling-later", new Cooling(LATER)),
          Map.entry("cooled", new Cooling(NOW)),
          Map.entry("rejected", new Rejected(1, SOON, "Locked")),
          Map.entry("rejected-twice", new Rejected(2, LATER, "No bot")),
          Map.entry("rejected-later", new Rejected(1, LATER, "No bot")),
          Map.entry("doubted", new Rejected(1, LATER, Rejected.BY_HOLDER)),
          Map.entry("refused", new Rejected(1, null, "Invalid")),
          Map.entry("refused-twice", new Rejected(2, null, "Invalid")),
          Map.entry("unusable-twice", new Rejected(2, null, "No bot")),
          Map.entry("due", new Rejected(1, NOW, "Invalid")),
          Map.entry("moderated", new Moderated("Hello", null, null)),
          Map.entry("moderated-doubted", new Moderated("Hello", null, Rejected.BY_HOLDER)),
          Map.entry("moderated-locked", new Moderated("Hello", null, "Locked")),
          Map.entry("moderated-unusable", new Moderated("Hello", null, "No bot")),
          Map.entry("moderated-refused", new Moderated("Hello", null, "Invalid")),
          Map.entry("banned", new Moderated("Hello", SOON, null)),
          Map.entry("banned-later", new Moderated("Hello", LATER, null)),
          Map.entry("banned-refused", new Moderated("Hello", SOON, "Invalid")),
          Map.entry("banned-locked", new Moderated("Hello", SOON, "Locked")),
          Map.entry("ban-over", new Moderated("Hello", NOW, null)),
          Map.entry("ban-over-refused", new Moderated("Hello", NOW, "Invalid")));

  private static final Map<String, UnaryOperator<Health>> EVENTS =
      Map.ofEntries(
          event("limited", health -> health.limited(LATER)),
          event("limited-less", health -> health.limited(NOW)),
          event("doubted", health -> health.doubted(LATER)),
          event("rejected", health -> health.rejected(LATER, "No bot")),
          event("refused", health -> health.refused("Invalid")),
          event("moderated", health -> health.moderated("Hello", null)),
          event("banned", health -> health.moderated("Hello", SOON)),
          event("confirmed", Health::confirmed),
          event("reset", Health::reset),
          event("cooled", health -> health.cooled(NOW)),
          event("resumed", Health::resumed));

  private static Map.Entry<String, UnaryOperator<Health>> event(
      String name, UnaryOperator<Health> change) {
    return Map.entry(name, change);
  }

  private static Health state(String name) {
    return Objects.requireNonNull(STATES.get(name));
  }

  private static Health after(String event, Health before) {
    return Objects.requireNonNull(EVENTS.get(event)).apply(before);
  }

  /** The columns: the state before, the event, the state afterwards. */
  @ParameterizedTest
  @CsvSource({
    "active, limited, cooling-later",
    "active, limited-less, cooled",
    "active, doubted, doubted",
    "active, rejected, rejected-later",
    "active, refused, refused",
    "active, moderated, moderated",
    "active, banned, banned",
    "active, confirmed, active",
    "active, reset, active",
    "active, cooled, active",
    "active, resumed, active",
    "cooling, limited, cooling-later",
    "cooling, limited-less, cooling",
    "cooling, doubted, doubted",
    "cooling, rejected, rejected-later",
    "cooling, refused, refused",
    "cooling, moderated, moderated",
    "cooling-later, banned, banned-later",
    "cooled, banned, banned",
    "cooling, confirmed, active",
    "cooling, reset, active",
    "cooling, cooled, cooling",
    "cooled, cooled, active",
    "cooling, resumed, cooling",
    "rejected, limited, rejected",
    "rejected, limited-less, rejected",
    "rejected, doubted, rejected",
    "rejected, rejected, rejected-twice",
    "rejected, refused, refused-twice",
    "rejected, moderated, moderated-locked",
    "rejected, banned, banned-locked",
    "rejected, confirmed, active",
    "rejected, reset, active",
    "rejected, cooled, rejected",
    "rejected, resumed, rejected",
    "refused, limited, refused",
    "refused, limited-less, refused",
    "refused, doubted, refused",
    "refused, rejected, unusable-twice",
    "refused, refused, refused",
    "refused, moderated, moderated-refused",
    "refused, banned, banned-refused",
    "refused, confirmed, active",
    "refused, reset, active",
    "refused, cooled, refused",
    "refused, resumed, refused",
    "moderated, limited, moderated",
    "moderated, limited-less, moderated",
    "moderated, doubted, moderated-doubted",
    "moderated, rejected, moderated-unusable",
    "moderated, refused, moderated-refused",
    "moderated, moderated, moderated",
    "moderated, banned, moderated",
    "moderated, confirmed, moderated",
    "moderated, reset, active",
    "moderated, cooled, moderated",
    "moderated, resumed, moderated",
    "moderated-refused, doubted, moderated-refused",
    "moderated-refused, rejected, moderated-unusable",
    "moderated-refused, confirmed, moderated",
    "moderated-refused, reset, active",
    "banned, limited, banned-later",
    "banned, limited-less, banned",
    "banned, refused, banned-refused",
    "banned, moderated, moderated",
    "banned, banned, banned",
    "banned-later, banned, banned-later",
    "banned, confirmed, banned",
    "banned, reset, active",
    "banned, cooled, banned",
    "banned, resumed, banned",
    "banned-refused, confirmed, banned",
    "banned-refused, cooled, banned-refused",
    "ban-over, cooled, active",
    "ban-over-refused, cooled, due",
    "due, refused, refused-twice",
  })
  void event_inAState_leadsToTheNext_alsoUnderAPause(String before, String event, String after) {
    Health expected = state(after);
    assertThat(after(event, state(before))).isEqualTo(expected);
    if (!event.equals("resumed")) {
      assertThat(after(event, state(before).paused())).isEqualTo(expected.paused());
    }
  }

  @Test
  void paused_anyState_isResumedToThatState() {
    for (Health health : STATES.values()) {
      assertThat(health.paused().resumed()).isEqualTo(health);
      assertThat(health.paused().paused()).isEqualTo(health.paused());
      assertThat(health.paused().status()).isEqualTo(HealthStatus.PAUSED);
      assertThat(health.paused().isInRotation()).isFalse();
      assertThat(health.paused().failures()).isEqualTo(health.failures());
    }
  }

  @Test
  void inRotation_isOnlyTheActiveState() {
    assertThat(STATES.values().stream().filter(Health::isInRotation)).containsExactly(new Active());
  }

  @Test
  void columns_holdEveryState() {
    for (Health before : STATES.values()) {
      for (Health after : List.of(before, before.paused())) {
        for (Health other : STATES.values()) {
          HealthColumns columns = new HealthColumns();
          columns.set(other);
          columns.set(after);
          assertThat(columns.toHealth()).isEqualTo(after);
        }
      }
    }
  }
}
