package berth.chaos.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitHistoryTest {

  private final LimitHistory limits = new LimitHistory();

  @Test
  void answeredChange_mayBeInForceFromItsRequest_untilTheNextOneWasAnswered() {
    limits.changed(5, 10, 20);
    limits.changed(2, 30, 40);

    assertThat(limits.largest(0, 9)).isZero();
    assertThat(limits.largest(0, 10)).isEqualTo(5);
    assertThat(limits.largest(40, 40)).isEqualTo(5);
    assertThat(limits.largest(41, 1_000)).isEqualTo(2);
  }

  @Test
  void unansweredChange_mayBeInForce_untilOneThatWasRequestedAfterItsLatestTime() {
    limits.changed(2, 10, 20);
    limits.maybeChanged(5, 30, 100);
    limits.changed(1, 50, 60);
    limits.changed(1, 110, 120);

    assertThat(limits.largest(21, 29)).isEqualTo(2);
    assertThat(limits.largest(115, 116)).isEqualTo(5);
    assertThat(limits.largest(121, 121)).isEqualTo(1);
  }

  @Test
  void unansweredLowering_leavesTheOldLimitPossible() {
    limits.changed(5, 10, 20);
    limits.maybeChanged(1, 30, 100);

    assertThat(limits.largest(200, 200)).isEqualTo(5);
  }
}
