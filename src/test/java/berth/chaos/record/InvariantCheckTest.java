package berth.chaos.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The check of the chaos test finds each violation, and nothing else. */
class InvariantCheckTest {

  private final LimitHistory limits = new LimitHistory();

  @Test
  void overGrants_leasesThatMeet_findsTheOneTooMany() {
    limits.changed(1, 0, 1);

    assertThat(overGrants(held(1, 10, 20), held(2, 19, 30), held(3, 30, 40))).hasSize(1);
  }

  @Test
  void overGrants_leasesOneAfterTheOther_findsNone() {
    limits.changed(1, 0, 1);

    assertThat(overGrants(held(1, 10, 20), held(2, 20, 30))).isEmpty();
  }

  @Test
  void overGrants_leaseThatHadEndedWhenItWasAcknowledged_doesNotCount() {
    limits.changed(1, 0, 1);

    assertThat(overGrants(held(1, 10, 20), held(2, 15, 15))).isEmpty();
  }

  @Test
  void overGrants_lowered_letsRunWhatRan_andFindsWhatIsGrantedBeyond() {
    limits.changed(2, 0, 1);
    limits.changed(1, 30, 40);

    assertThat(overGrants(held(1, 10, 100), held(2, 20, 100))).isEmpty();
    assertThat(overGrants(held(1, 10, 100), held(2, 50, 100))).hasSize(1);
  }

  @Test
  void overGrants_raisedWhileTooManyRun_findsThem() {
    limits.changed(1, 0, 1);
    limits.changed(3, 30, 40);

    HeldLease first = held(1, 10, 100);
    HeldLease acknowledgedLate = new HeldLease("1", "2", 2, 10, 50, 100);
    HeldLease tooMany = new HeldLease("1", "3", 3, 20, 25, 100);

    assertThat(overGrants(first, tooMany)).hasSize(1);
    assertThat(overGrants(first, acknowledgedLate)).isEmpty();
  }

  @Test
  void overGrants_deletedAccount_findsTheGrant() {
    limits.changed(2, 0, 1);
    limits.changed(0, 30, 40);

    assertThat(overGrants(held(1, 50, 60))).hasSize(1);
  }

  @Test
  void fencesOutOfOrder_growingFences_findsNone() {
    assertThat(InvariantCheck.fencesOutOfOrder(List.of(held(1, 10, 20), held(2, 15, 30))))
        .isEmpty();
  }

  @Test
  void fencesOutOfOrder_laterGrantWithSmallerFence_isFound() {
    assertThat(InvariantCheck.fencesOutOfOrder(List.of(held(2, 10, 20), held(1, 15, 30))))
        .hasSize(1);
  }

  @Test
  void fencesOutOfOrder_grantsAtTheSameTime_mayBeInEitherOrder() {
    HeldLease slow = new HeldLease("1", "1", 1, 5, 30, 40);

    assertThat(InvariantCheck.fencesOutOfOrder(List.of(held(2, 10, 20), slow))).isEmpty();
  }

  @Test
  void fencesOutOfOrder_sameFenceTwice_isFound() {
    HeldLease other = new HeldLease("2", "other", 1, 9, 10, 20);

    assertThat(InvariantCheck.fencesOutOfOrder(List.of(held(1, 10, 20), other))).hasSize(1);
  }

  @Test
  void lost_slotThatCouldNotBeTaken_isFound() {
    assertThat(InvariantCheck.lost(Map.of("a", 2, "b", 1), List.of("a", "b"))).isEqualTo(1);
    assertThat(InvariantCheck.lost(Map.of("a", 2, "b", 1), List.of("a", "b", "a"))).isZero();
  }

  @Test
  void surplus_slotBeyondTheLimit_isFoundThoughTheTotalIsRight() {
    assertThat(InvariantCheck.surplus(Map.of("a", 2, "b", 1), List.of("a", "b", "b"))).isEqualTo(1);
  }

  private List<String> overGrants(HeldLease... leases) {
    return InvariantCheck.overGrants(List.of(leases), Map.of("1", limits));
  }

  /** A lease that was requested just before it was acknowledged. */
  private static HeldLease held(long fence, long acknowledged, long until) {
    return new HeldLease("1", "slot " + fence, fence, acknowledged - 1, acknowledged, until);
  }
}
