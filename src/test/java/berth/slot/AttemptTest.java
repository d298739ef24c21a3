package berth.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttemptTest {

  private static final SlotRequest ANY = new SlotRequest(null, 300, null);
  private static final SlotRequest PINNED = new SlotRequest("1", 300, null);

  private final AccountPicker picker = new AccountPicker(new Random(1));

  @Test
  void first_forAnyAccount_hasOneDraw() {
    Attempt first = Attempt.first(7, ANY, picker);
    assertThat(first.way()).isEqualTo(Way.DRAWN);
    assertThat(first.wish().draws()).hasSize(1);
    assertThat(first.wish().yields()).isTrue();
  }

  @Test
  void first_pinned_drawsNothing() {
    Attempt first = Attempt.first(7, PINNED, picker);
    assertThat(first.way()).isEqualTo(Way.PINNED);
    assertThat(first.wish().draws()).isEmpty();
  }

  @Test
  void again_keepsTheDraws_andGetsPatient() {
    Attempt first = Attempt.first(7, ANY, picker);
    Attempt fourth = first.again().again().again();
    assertThat(fourth.wish()).isEqualTo(first.wish());
    assertThat(first.again().again().isPatient()).isFalse();
    assertThat(fourth.isPatient()).isTrue();
  }

  @Test
  void wider_amongMany_searches_thenLooksAtAll() {
    Attempt second = Attempt.first(7, ANY, picker).again().wider(1_001, picker);
    assertThat(second.way()).isEqualTo(Way.SEARCHED);
    assertThat(second.wish().draws()).hasSize(AccountPicker.MANY_DRAWS).doesNotHaveDuplicates();
    assertThat(second.nth()).isEqualTo(1);
    assertThat(second.wider(1_001, picker).way()).isEqualTo(Way.RACE);
  }

  @Test
  void wider_amongFew_looksAtAll() {
    Attempt second = Attempt.first(7, ANY, picker).wider(1_000, picker);
    assertThat(second).isEqualTo(Attempt.look(7, ANY, null, true));
    assertThat(second.wish().draws()).isEqualTo(List.of());
  }

  @Test
  void again_ahundredTimes_isTheLast() {
    Attempt attempt = Attempt.first(7, ANY, picker);
    for (int nth = 1; nth < 100; nth++) {
      assertThat(attempt.isLast()).isFalse();
      attempt = attempt.again();
    }
    assertThat(attempt.isLast()).isTrue();
  }
}
