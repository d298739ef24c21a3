package berth.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  @Test
  void left_isAtLeastOneMillisecond_untilTheDeadlineIsOver() {
    Deadline deadline = Deadline.in(Duration.ofMillis(20));
    Duration left = deadline.left();
    assertThat(left).isBetween(Duration.ofMillis(1), Duration.ofMillis(20));
    while (!left.isZero()) {
      assertThat(left).isGreaterThanOrEqualTo(Duration.ofMillis(1));
      left = deadline.left();
    }
    assertThat(deadline.isOver()).isTrue();
  }
}
