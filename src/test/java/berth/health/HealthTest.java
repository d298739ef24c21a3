package berth.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that can happen to an account, however it stands with it. */
class HealthTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant SOON = NOW.plusSeconds(60);
  private static final Instant LATER = NOW.plusSeconds(600);

  private static final Map<String, Health> STATES =
      Map.of(
          "active", new Active(),
          "cooling", new Cooling(SOON),
          "cooling-later", new Cooling(LATER),
          "cooled", new Cooling(NOW),
          "rejected", new Rejected(1, SOON),
          "rejected-twice", new Rejected(2, LATER),
          "rejected-later", new Rejected(1, LATER),
          "refused", new Rejected(1, null),
          "refused-twice", new Rejected(2, null),
          "moderated", new Moderated("Hello"));

  private static final Map<String, UnaryOperator<Health>> EVENTS =
      Map.of(
          "limited", health -> health.limited(LATER),
          "limited-less", health -> health.limited(NOW),
          "doubted", health -> health.doubted(LATER),
          "rejected", health -> health.rejected(LATER),
          "refused", Health::refused,
          "moderated", health -> health.moderated("Hello"),
          "confirmed", Health::confirmed,
          "reset", Health::reset,
          "cooled", health -> health.cooled(NOW),
          "resumed", Health::resumed);

  private static Health state(String name) {
    return Objects.requireNonNull(STATES.get(name));
  }

  private static Health after(String event, Health before) {
    return Objects.requireNonNull(EVENTS.get(event)).apply(before);
  }

  /** The columns: how it stands before, what happens, how it stands afterwards. */
  @ParameterizedTest
  @CsvSource({
    "active, limited, cooling-later",
    "active, limited-less, cooled",
    "active, doubted, rejected-later",
    "active, rejected, rejected-later",
    "active, refused, refused",
    "active, moderated, moderated",
    "active, confirmed, active",
    "active, reset, active",
    "active, cooled, active",
    "active, resumed, active",
    "cooling, limited, cooling-later",
    "cooling, limited-less, cooling",
    "cooling, doubted, rejected-later",
    "cooling, rejected, rejected-later",
    "cooling, refused, refused",
    "cooling, moderated, moderated",
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
    "rejected, moderated, moderated",
    "rejected, confirmed, active",
    "rejected, reset, active",
    "rejected, cooled, rejected",
    "rejected, resumed, rejected",
    "refused, limited, refused",
    "refused, limited-less, refused",
    "refused, doubted, refused",
    "refused, rejected, refused-twice",
    "refused, refused, refused",
    "refused, moderated, moderated",
    "refused, confirmed, active",
    "refused, reset, active",
    "refused, cooled, refused",
    "refused, resumed, refused",
    "moderated, limited, moderated",
    "moderated, limited-less, moderated",
    "moderated, doubted, moderated",
    "moderated, rejected, moderated",
    "moderated, refused, moderated",
    "moderated, moderated, moderated",
    "moderated, confirmed, moderated",
    "moderated, reset, active",
    "moderated, cooled, moderated",
    "moderated, resumed, moderated",
  })
  void event_happens_alsoUnderAPause(String before, String event, String after) {
    Health expected = state(after);
    assertThat(after(event, state(before))).isEqualTo(expected);
    if (!event.equals("resumed")) {
      assertThat(after(event, state(before).paused())).isEqualTo(expected.paused());
    }
  }

  @Test
  void paused_anything_isResumedToWhatItWas() {
    for (Health health : STATES.values()) {
      assertThat(health.paused().resumed()).isEqualTo(health);
      assertThat(health.paused().paused()).isEqualTo(health.paused());
      assertThat(health.paused().status()).isEqualTo(HealthStatus.PAUSED);
      assertThat(health.paused().isInPlay()).isFalse();
      assertThat(health.paused().failures()).isEqualTo(health.failures());
    }
  }

  @Test
  void inPlay_isTheActiveOneAlone() {
    assertThat(STATES.values().stream().filter(Health::isInPlay)).containsExactly(new Active());
  }

  @Test
  void columns_holdWhateverItIs() {
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
