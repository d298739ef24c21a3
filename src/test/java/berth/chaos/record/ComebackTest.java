package berth.chaos.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComebackTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final History history = new History();
  private final Comeback comeback = new Comeback(history);

  @Test
  void busy_afterTheLeaseHadEnded_isFound() {
    comeback.ends(0, 5 * SECOND);

    comeback.busy(5 * SECOND, 5 * SECOND, true);
    assertThat(history.violations()).isEmpty();
    comeback.busy(6 * SECOND, 6 * SECOND, true);
    assertThat(history.violations()).hasSize(1);
  }

  @Test
  void granted_longAfterTheLeaseHadEnded_isFound() {
    comeback.ends(0, 5 * SECOND);

    comeback.granted(11 * SECOND, true);

    assertThat(history.violations()).hasSize(1);
    assertThat(history.longestReturn()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void granted_afterAFault_isTimedFromItsEnd() {
    comeback.ends(0, 5 * SECOND);
    comeback.busy(4 * SECOND, 8 * SECOND, false);

    comeback.granted(9 * SECOND, true);

    assertThat(history.violations()).isEmpty();
    assertThat(history.longestReturn()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void busy_whileALostRequestMayHoldTheSlot_isNotJudged() {
    comeback.ends(0, 5 * SECOND);
    comeback.unknown(6 * SECOND);
    comeback.busy(7 * SECOND, 7 * SECOND, true);

    comeback.granted(8 * SECOND, true);
    comeback.ends(8 * SECOND, 8 * SECOND);
    comeback.busy(9 * SECOND, 9 * SECOND, true);

    assertThat(history.violations()).isEmpty();
    assertThat(history.countOf(Figure.RETURNS_TIMED)).isZero();
  }
}
