package berth.slot.grant;

import static org.assertj.core.api.Assertions.assertThat;

import berth.slot.lease.SlotRequest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrantAttemptTest {

  private static final GrantRequest ANY =
      GrantRequest.of(7, new SlotRequest(null, 300, null), null);
  private static final GrantRequest PINNED =
      GrantRequest.of(7, new SlotRequest("1", 300, null), null);

  private final AccountDraw draw = new AccountDraw(new Random(1));

  @Test
  void first_forAnyAccount_hasOneDraw() {
    GrantAttempt first = GrantAttempt.first(ANY, draw);
    assertThat(first.selection()).isEqualTo(Selection.DRAWN);
    assertThat(first.request().draws()).hasSize(1);
    assertThat(first.request().yields()).isTrue();
  }

  @Test
  void first_pinned_drawsNothing() {
    GrantAttempt first = GrantAttempt.first(PINNED, draw);
    assertThat(first.selection()).isEqualTo(Selection.PINNED);
    assertThat(first.request().draws()).isEmpty();
  }

  @Test
  void again_keepsTheDraws_andWaitsForLocksFromTheFourthOn() {
    GrantAttempt first = GrantAttempt.first(ANY, draw);
    GrantAttempt fourth = first.again().again().again();
    assertThat(fourth.request()).isEqualTo(first.request());
    assertThat(first.again().again().waitsForLocks()).isFalse();
    assertThat(fourth.waitsForLocks()).isTrue();
  }

  @Test
  void wider_amongMany_searches_thenTriesAllAccounts() {
    GrantAttempt second = GrantAttempt.first(ANY, draw).again().wider(1_001, draw);
    assertThat(second.selection()).isEqualTo(Selection.SEARCHED);
    assertThat(second.request().draws()).hasSize(AccountDraw.MANY_DRAWS).doesNotHaveDuplicates();
    assertThat(second.nth()).isEqualTo(1);
    assertThat(second.wider(1_001, draw).selection()).isEqualTo(Selection.ANY_ACCOUNT);
  }

  @Test
  void wider_amongFew_triesAllAccounts() {
    GrantAttempt second = GrantAttempt.first(ANY, draw).wider(1_000, draw);
    assertThat(second).isEqualTo(GrantAttempt.amongAll(ANY));
    assertThat(second.request().draws()).isEqualTo(List.of());
  }

  @Test
  void again_aHundredTimes_isTheLast() {
    GrantAttempt attempt = GrantAttempt.first(ANY, draw);
    for (int nth = 1; nth < 100; nth++) {
      assertThat(attempt.isLast()).isFalse();
      attempt = attempt.again();
    }
    assertThat(attempt.isLast()).isTrue();
  }
}
